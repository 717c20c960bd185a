import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';
import { readBalance } from '../../live/index.ts';
import { command, onRun } from '../command.ts';
import { accountFolder, defaultState } from '../desk/folder.ts';
import { operate } from '../desk/operate.ts';
import { dollars } from '../format.ts';

interface Options {
  readonly mode: string;
  readonly account: string;
  readonly state: string;
  readonly date?: string;
}

/** `gamma import-balance`: an account begins with the balance and results of the original's file. */
export const importBalanceCommand = (): Command =>
  onRun<Options>(
    command('import-balance', 'begin an account with the balance and trades of an account_balance.json')
      .argument('<file>', 'balance file in the original schema: balance, last_updated, trades, total_trades')
      .option('--mode <mode>', 'paper, replay or live', 'paper')
      .option('--account <name>', 'account', 'PAPER0001')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--date <date>', 'session it is booked before; today when left out')
      .addHelpText('after', `
Results in the file are per contract; one without a size counts as one contract.
Done once, before the account's first session; the journal is the truth from
then on, and the balance file is written from it.

Example:
  gamma import-balance account_balance.json --account PAPER0001
`),
    async (io, options, [file]) => {
      if (!['paper', 'replay', 'live'].includes(options.mode)) throw new ConfigError('mode', mustBe('--mode', 'paper, replay or live', options.mode, 'say which runner will use it'));
      if (!existsSync(file)) throw new ConfigError('balance-file', mustBe('<file>', 'a balance file', file, 'there is no such file'));
      const imported = readBalance(readFileSync(file, 'utf8'), file);
      const folder = accountFolder(options.state, options.mode, options.account);
      const session = options.date ?? newYorkTime(Date.now()).date;
      await operate({ folder, session, command: 'import-balance', why: file }, (records) => {
        if (records.length > 0) throw new ConfigError('account-begun', mustBe(folder, 'an account that has not begun', `${records.length} records`, 'its own journal is the truth; use another --account'));
        return [{ kind: 'openingBalance', ...imported, source: file }];
      });
      io.print(`${folder} begins with ${dollars(imported.balance)} and ${imported.trades.length} remembered trades`);
      io.result({ folder, balance: imported.balance, trades: imported.trades.length });
    },
  );
