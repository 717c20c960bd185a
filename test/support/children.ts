import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../bin/gamma.js');

/** The built program as a process of its own. */
export const startGamma = (argv: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [program, ...argv], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const done = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, done };
};

/** Whole lines of a folder's journal, all sessions. */
export const journalLines = (folder: string): string[] => {
  const journal = join(folder, 'journal');
  if (!existsSync(journal)) return [];
  return readdirSync(journal).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) => readFileSync(join(journal, name), 'utf8').split('\n').filter((line) => line !== ''));
};

/** Runs the program and kills it without warning once the journal has so many lines. @returns whether it was still running then */
export const killAt = async (argv: readonly string[], folder: string, lines: number): Promise<boolean> => {
  const { child, done } = startGamma(argv);
  let isOver = false;
  void done.then(() => (isOver = true));
  while (!isOver && journalLines(folder).length < lines) await new Promise((wake) => setTimeout(wake, 3));
  const wasRunning = !isOver;
  child.kill('SIGKILL');
  await done;
  return wasRunning;
};
