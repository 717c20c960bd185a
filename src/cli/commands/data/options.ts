import type { Command } from 'commander';
import { command } from '../../command.ts';

/** Options every `gamma data` command has. */
export interface RootOption {
  readonly root: string;
}

/** A command that works under a folder of datasets. */
export const dataCommand = (name: string, summary: string): Command =>
  command(name, summary).option('--root <folder>', 'folder of the datasets', process.env.GAMMA_DATASETS ?? 'datasets');

/** `code 3, code 12` of counts, or `none`. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).map(([code, n]) => `${code} ${n.toLocaleString('en-US')}`).join(', ') || 'none';

/** Text in lines of at most a width, each indented; words are not broken. */
export const wrapped = (text: string, width: number, indent: string): string => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
};
