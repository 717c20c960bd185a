import type { Command } from 'commander';
import { mcCommand } from './mc.ts';
import { planCommand } from './plan.ts';
import { sizeCommand } from './size.ts';

/** Every command of the program, in the order `gamma --help` lists them. */
export const commands: readonly (() => Command)[] = [planCommand, sizeCommand, mcCommand];
