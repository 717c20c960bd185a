import { Command } from 'commander';
import { attachCommand } from './attach.ts';
import { auditDataCommand } from './audit.ts';
import { checkCommand } from './check.ts';
import { importCommand } from './import.ts';
import { listCommand } from './list.ts';
import { reconstructCommand } from './reconstruct.ts';
import { synthesizeCommand } from './synthesize.ts';

/** `gamma data`: make, complete, judge and list datasets. */
export const dataCommands = (): Command => {
  const parent = new Command('data').description('import, attach, check, audit, list, reconstruct and synthesize datasets');
  for (const make of [importCommand, attachCommand, checkCommand, auditDataCommand, listCommand, reconstructCommand, synthesizeCommand]) parent.addCommand(make());
  return parent;
};
