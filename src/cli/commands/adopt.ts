import type { Command } from 'commander';
import { ConfigError, mustBe, pointsText } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';
import type { AccountState, Adopted, AdoptedAt, KnownFill } from '../../live/index.ts';
import { adoptedHoldings, adoptedOrder } from '../../live/index.ts';
import { strikesText } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import type { BrokerView } from '../desk/broker-view.ts';
import { askBroker, sessionNow } from '../desk/broker-view.ts';
import { orphans, unknownOrders } from '../desk/doubts.ts';
import { chooseFolder, defaultState, last4, recordsIn } from '../desk/folder.ts';
import { ledgerOrNew } from '../desk/ledger.ts';
import { operate } from '../desk/operate.ts';
import { hundredths, reasonOf } from '../desk/word.ts';
import { dollars } from '../format.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly order?: string;
  readonly credit?: string;
  readonly fees?: string;
  readonly reason?: string;
}

/** What the broker's own filled order of just these contracts says was paid. */
const knownOf = (view: BrokerView, held: ReturnType<typeof orphans>, flags: KnownFill): KnownFill => {
  const signed = (side: string, filled: number): number => (side.startsWith('buy') ? filled : -filled);
  const match = view.orders.find(({ legs, filled }) => filled > 0 && legs.length === held.length && legs.every((leg) => held.some(({ symbol, quantity }) => symbol === leg.symbol && quantity === signed(leg.side, leg.filled))));
  return { price: flags.price ?? match?.price, fees: flags.fees ?? match?.fees };
};

const recordFor = (state: AccountState, view: BrokerView, order: string | undefined, flags: KnownFill, at: AdoptedAt): Adopted => {
  if (order !== undefined) {
    const unknown = unknownOrders(state, view);
    const report = unknown.find(({ brokerId }) => brokerId === order);
    if (report === undefined) throw new ConfigError('order', mustBe('--order', 'an order at the broker that is in no book', order, unknown.length === 0 ? 'there is none' : `there are ${unknown.map(({ brokerId }) => brokerId).join(', ')}`));
    return adoptedOrder(state, report, flags, at);
  }
  const held = orphans(state, view);
  if (held.length === 0) throw new ConfigError('no-orphan', mustBe('the broker', 'holding contracts that are in no book', 'none', 'there is nothing to adopt; see gamma recover'));
  return adoptedHoldings(state, held, knownOf(view, held, flags), at);
};

/** `gamma adopt`: a position or an order at the broker comes into the journal's book. */
export const adoptCommand = (): Command =>
  onRun<Options>(
    command('adopt', 'take a position or an order of the broker\'s that is in no book into the journal')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--order <number>', 'one order, by the broker\'s number; the contracts held beyond the book when left out')
      .option('--credit <points>', 'credit a package, such as 1.35, where the broker cannot say')
      .option('--fees <dollars>', 'fees of the whole, where the broker cannot say')
      .option('--reason <text>', 'why it is ours')
      .addHelpText('after', `
Only what expires in the session and has every short leg covered can be adopted:
the runner then holds it by its plan's exits, and closes it. An adopted entry
that still works has had its time: the runner cancels what is left of it.
Not while a runner holds the account: stop it, adopt, start it again. Entries
come back with the next session. Exit code 6 when it cannot be adopted.

Examples:
  gamma adopt --account live-2345 --reason "entered by hand before the open"
  gamma adopt --account live-2345 --order 1004 --reason "its promise was lost with the disk"
`),
    async (io, options) => {
      const why = reasonOf(options.reason);
      const folder = chooseFolder(options.state, options.account);
      const records = recordsIn(folder);
      const session = sessionNow(folder, records);
      const view = await askBroker(folder, session);
      const flags: KnownFill = {
        price: options.credit === undefined ? undefined : hundredths('--credit', options.credit), fees: options.fees === undefined ? undefined : hundredths('--fees', options.fees),
      };
      const at = { account4: last4(folder), session, minute: newYorkTime(Date.now()).minute };
      let adopted: Adopted | undefined;
      await operate({ folder, session, command: 'adopt', why }, (now) => {
        adopted = recordFor(ledgerOrNew(now), view, options.order, flags, at);
        return [adopted];
      });
      if (adopted === undefined) return;
      const { position, order, filled, price, fees, opens } = adopted;
      const what = opens === null ? `a ${order.effect} of position ${position}` : `position ${position}: ${strikesText(opens.spread)}`;
      io.print(`adopted ${what}, ${filled} of ${order.contracts} contracts at ${pointsText(price / 100)}, fees ${dollars(fees)}`);
      io.result({ folder, session, position, tag: order.tag, effect: order.effect, contracts: order.contracts, filled, price, fees });
    },
  );
