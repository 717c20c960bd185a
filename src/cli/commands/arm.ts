import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { newYorkTime } from '../../market/index.ts';
import { writeFileAtomic } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { ARM_FILE, armWord } from '../desk/arming.ts';
import { accountFolder, defaultState } from '../desk/folder.ts';

interface Options {
  readonly account: string;
  readonly state: string;
  readonly off?: boolean;
}

/** `gamma arm`: the second of the two acts without which nothing is sent; for today's session only. */
export const armCommand = (): Command =>
  onRun<Options>(
    command('arm', 'let gamma live send orders today: one of two acts, the other is GAMMA_ARM')
      .requiredOption('--account <number>', 'the account, as the broker writes it')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--off', 'take it back')
      .addHelpText('after', '\nExample:\n  gamma arm --account 6YA12345\n'),
    (io, options) => {
      const folder = accountFolder(options.state, 'live', options.account);
      const file = join(folder, ARM_FILE);
      const word = armWord(options.account, newYorkTime(Date.now()).date);
      if (options.off === true) rmSync(file, { force: true });
      else writeFileAtomic(file, `${word}\n`);
      io.print(options.off === true ? 'not armed' : `armed by ${userInfo().username}; the runner also needs GAMMA_ARM=${word}`);
      io.result({ armed: options.off !== true, word, file });
      return Promise.resolve();
    },
  );
