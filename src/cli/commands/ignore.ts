import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import type { Body } from '../../live/index.ts';
import { command, onRun } from '../command.ts';
import { askBroker, sessionNow } from '../desk/broker-view.ts';
import { orphans } from '../desk/doubts.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { ledgerOrNew } from '../desk/ledger.ts';
import { operate } from '../desk/operate.ts';
import { reasonOf } from '../desk/word.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly order?: string;
  readonly reason?: string;
}

const ignoredOf = (symbols: readonly string[], held: ReturnType<typeof orphans>, known: ReadonlyMap<string, number>): Body[] =>
  symbols.map((symbol) => {
    const quantity = held.find((orphan) => orphan.symbol === symbol)?.quantity;
    if (quantity === undefined) {
      const all = held.map((orphan) => orphan.symbol).join(', ');
      throw new ConfigError('symbol', mustBe('<symbol>', 'contracts at the broker that are in no book', symbol, all === '' ? 'the broker holds none' : `there are ${all}`));
    }
    return { kind: 'ignored', symbol, quantity: quantity + (known.get(symbol) ?? 0) };
  });

/** `gamma ignore`: contracts or an order at the broker are somebody else's. */
export const ignoreCommand = (): Command =>
  onRun<Options>(
    command('ignore', 'say that contracts or an order at the broker are not ours')
      .argument('[symbols...]', 'OCC symbols as the broker lists them: all it holds of them beyond the book')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--order <number>', 'one order, by the broker\'s number')
      .option('--reason <text>', 'whose it is')
      .addHelpText('after', `
Ignored contracts are never traded and no longer keep journal and broker apart;
they still bind buying power at the broker. Cash that moves with them wants
gamma explain-cash. Not while a runner holds the account: stop it, ignore, start
it again. Entries come back with the next session.

Examples:
  gamma ignore SPXW261124C06900000 SPXW261124C06905000 --account live-2345 --reason "a trade of my own"
  gamma ignore --order 1004 --account live-2345 --reason "a trade of my own"
`),
    async (io, options, symbols) => {
      const why = reasonOf(options.reason);
      if (symbols.length === 0 && options.order === undefined) throw new ConfigError('ignore', mustBe('gamma ignore', 'given symbols or --order', 'neither', 'gamma recover lists what is in no book'));
      const folder = chooseFolder(options.state, options.account);
      const session = sessionNow(folder, recordsIn(folder));
      const view = symbols.length === 0 ? undefined : await askBroker(folder, session);
      let bodies: readonly Body[] = [];
      await operate({ folder, session, command: 'ignore', why }, (records) => {
        const state = ledgerOrNew(records);
        bodies = view === undefined ? [] : ignoredOf(symbols, orphans(state, view), state.ignored);
        if (options.order !== undefined) bodies = [...bodies, { kind: 'ignoredOrder', brokerId: options.order }];
        return bodies;
      });
      for (const body of bodies) io.print(body.kind === 'ignored' ? `ignored ${body.quantity} ${body.symbol}` : `ignored order ${options.order ?? ''}`);
      io.result({ folder, session, ignored: bodies });
    },
  );
