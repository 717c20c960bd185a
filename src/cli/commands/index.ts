import type { Command } from 'commander';

/** Every command of the program, in the order `gamma --help` lists them. */
export const commands: readonly (() => Command)[] = [];
