import { accessSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Switches } from '../ports.ts';

/** Names of the files an operator makes; existence is the command. */
export const switchFiles = { kill: 'KILL', closeOnly: 'CLOSE_ONLY', flatten: 'FLATTEN' } as const;

const isThere = (path: string): boolean => {
  try {
    accessSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
};

/** The operator's files in a state folder. A folder that cannot be read counts as KILL. */
export const fileSwitches = (state: string): Switches => ({
  read: () => {
    const has = (name: string): boolean => isThere(join(state, name));
    let isReadable = true;
    try {
      readdirSync(state);
    } catch {
      isReadable = false;
    }
    return { kill: !isReadable || has(switchFiles.kill), closeOnly: has(switchFiles.closeOnly), flatten: isReadable && has(switchFiles.flatten) };
  },
});
