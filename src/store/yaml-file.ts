import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigError, mustBe } from '../kernel/index.ts';

/** A YAML or JSON file as a value. @throws ConfigError when it is a folder or not YAML */
export const readYaml = (path: string): unknown => {
  if (statSync(path).isDirectory()) throw new ConfigError('yaml', mustBe(path, 'a file', 'a folder', 'name the file in it'));
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError('yaml', mustBe(path, 'YAML', reason, 'correct the file at that line'));
  }
};
