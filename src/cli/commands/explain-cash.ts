import type { Command } from 'commander';
import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import type { CashReason } from '../../live/index.ts';
import { cashReasons } from '../../live/index.ts';
import { command, onRun } from '../command.ts';
import { sessionNow } from '../desk/broker-view.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { ledgerOf } from '../desk/ledger.ts';
import { operate } from '../desk/operate.ts';
import { hundredths, reasonOf } from '../desk/word.ts';
import { dollars } from '../format.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly amount?: string;
  readonly as?: string;
  readonly reason?: string;
}

const reason = (text: string | undefined, amount: number): CashReason => {
  const as = cashReasons.find((known) => known === text);
  if (as === undefined) throw new ConfigError('as', mustBe('--as', `one of ${cashReasons.join(', ')}`, text, didYouMean(text ?? '', cashReasons)));
  if (amount === 0 || (as === 'deposit' && amount < 0) || (as === 'withdrawal' && amount > 0)) {
    throw new ConfigError('amount', mustBe('--amount', `what ${as === 'other' ? 'moved' : `a ${as} moves`}: positive came, negative went`, dollars(amount), 'correct its sign'));
  }
  return as;
};

/** `gamma explain-cash`: why the broker's cash is not what the journal expects. */
export const explainCashCommand = (): Command =>
  onRun<Options>(
    command('explain-cash', 'record why the broker\'s cash differs from the journal\'s: a deposit, a withdrawal, a fee, interest')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--amount <dollars>', 'what moved: positive came, negative went; without it only says what wants explaining')
      .option('--as <kind>', cashReasons.join(', '))
      .option('--reason <text>', 'what the statement says')
      .addHelpText('after', `
The amount moves the equity the sizing believes, and the cash expected at the
broker. Once nothing is left unexplained, a session that took no entries for it
trades again. Not while a runner holds the account: stop it, explain, start it
again. Without --amount: exit code 4 when something wants explaining.

Examples:
  gamma explain-cash --account live-2345
  gamma explain-cash --account live-2345 --amount -10 --as fee --reason "data fee of November"
`),
    async (io, options) => {
      const folder = chooseFolder(options.state, options.account);
      const before = ledgerOf(recordsIn(folder), folder);
      if (options.amount === undefined) {
        io.print(before.unexplained === 0 ? 'nothing wants explaining' : `${dollars(before.unexplained)} dollars moved and nobody has said why`);
        io.result({ folder, unexplained: before.unexplained });
        return before.unexplained === 0 ? 0 : 4;
      }
      const amount = hundredths('--amount', options.amount);
      const as = reason(options.as, amount);
      const why = reasonOf(options.reason);
      const records = await operate({ folder, session: sessionNow(folder, recordsIn(folder)), command: 'explain-cash', why }, () => [{ kind: 'cashExplained', amount, as }]);
      const { unexplained, equity, mode } = ledgerOf(records, folder);
      io.print(`${dollars(amount)} dollars explained as ${as}; equity ${dollars(equity)}${unexplained === 0 ? '' : `; ${dollars(unexplained)} still unexplained`}`);
      io.result({ folder, amount, as, unexplained, equity, mode });
      return 0;
    },
  );
