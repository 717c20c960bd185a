import type { Command } from 'commander';
import { ConfigError, DataError, mustBe } from '../../kernel/index.ts';
import type { FeesConfig } from '../../execution/index.ts';
import { settlementDebit, settlementFees } from '../../execution/index.ts';
import type { AccountState, Body, JournalRecord } from '../../live/index.ts';
import { CUT, fileJournal, heldContracts, isFinal, scanJournal, stateOf, takeLock, unsettledOf } from '../../live/index.ts';
import { command, onRun } from '../command.ts';
import type { BrokerView } from '../desk/broker-view.ts';
import { askBroker, sessionNow } from '../desk/broker-view.ts';
import { doubtsOf } from '../desk/doubts.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { feesOf, ledgerOrNew } from '../desk/ledger.ts';
import { operate } from '../desk/operate.ts';
import { hundredths, reasonOf } from '../desk/word.ts';
import type { Io } from '../io.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly reason?: string;
  readonly offline?: boolean;
  readonly settle?: boolean;
  readonly settlement?: string;
  readonly closed?: string;
  readonly debit?: string;
  readonly contracts?: string;
  readonly fees?: string;
  readonly by: string;
  readonly void?: string;
  readonly cut?: boolean;
}

/** Cents the operator read off the broker's page. */
const chargedFees = (text: string): number => {
  const cents = hundredths('--fees', text);
  if (cents < 0) throw new ConfigError('fees', mustBe('--fees', '0 or more dollars', text, 'a refund is a matter of gamma explain-cash'));
  return cents;
};

/** What is known of the settlement of earlier sessions. */
interface Settlement {
  readonly records: readonly JournalRecord[];
  readonly state: AccountState;
  readonly session: string;
  readonly view: BrokerView | undefined;
}

/** Whole cents of `total` for `part` of `whole` contracts, after `before` of them had theirs: shares add up to the total. */
const shareOf = (total: number, before: number, part: number, whole: number): number =>
  Math.floor((total * (before + part)) / whole) - Math.floor((total * before) / whole);

/** Positions of earlier sessions at the official value, the one given or the broker's own daily close, with the fees given or those of the session's own schedule. */
const settlements = async ({ records, state, session, view }: Settlement, { settlement: given, fees: charged }: Options): Promise<Body[]> => {
  const left = unsettledOf(state, session);
  if (left.length === 0) throw new ConfigError('settled', mustBe('--settle', 'needed', 'no position of an earlier session', 'there is nothing to settle'));
  const whole = left.reduce((sum, position) => sum + heldContracts(position), 0);
  const bodies: Body[] = [];
  let before = 0;
  for (const position of left) {
    const settlement = given === undefined ? await view?.closeOf(position.session) : hundredths('--settlement', given) / 100;
    if (settlement === undefined) throw new DataError('no-settlement', mustBe(`the official close of ${position.session}`, 'known', 'nothing', 'give it with --settlement, in points'));
    const contracts = heldContracts(position);
    const { spread } = position.decided;
    const schedule = feesOf(records, position.session);
    if (charged === undefined && schedule === undefined) {
      throw new ConfigError('no-fees', mustBe(`the fee schedule of ${position.session}`, 'in its journal', undefined, 'read what settlement cost off the broker\'s own page and give it with --fees, in dollars; 0 where it was free'));
    }
    const fees = charged === undefined ? contracts * settlementFees(schedule as FeesConfig, spread, settlement) : shareOf(chargedFees(charged), before, contracts, whole);
    bodies.push({ kind: 'settled', position: position.id, contracts, settlement, debit: settlementDebit(spread, settlement), fees });
    before += contracts;
  }
  return bodies;
};

const closedElsewhere = (state: AccountState, id: string, options: Options): Body[] => {
  const position = state.positions.get(Number(id));
  const held = position === undefined ? 0 : heldContracts(position);
  if (position === undefined || held === 0) throw new ConfigError('position', mustBe('--closed', 'a position the journal holds', id, 'gamma status lists them'));
  if (options.debit === undefined) throw new ConfigError('debit', mustBe('--debit', 'what a package was bought back for, in points', undefined, 'read it off the broker\'s own page'));
  const contracts = options.contracts === undefined ? held : Number(options.contracts);
  if (!(Number.isInteger(contracts) && contracts >= 1 && contracts <= held)) throw new ConfigError('contracts', mustBe('--contracts', `a whole number from 1 to ${held}`, options.contracts, 'no more than the position holds'));
  if (options.by !== 'broker' && options.by !== 'operator') throw new ConfigError('by', mustBe('--by', 'broker or operator', options.by, 'say who closed it'));
  const fees = options.fees === undefined ? 0 : chargedFees(options.fees);
  return [{ kind: 'closedElsewhere', position: position.id, contracts, debit: hundredths('--debit', options.debit), fees, by: options.by, why: reasonOf(options.reason) }];
};

const voided = (state: AccountState, tag: string): Body[] => {
  const order = state.orders.get(tag);
  if (order === undefined || isFinal(stateOf(order.life))) throw new ConfigError('order', mustBe('--void', 'an order without an end', tag, 'gamma recover lists them'));
  return [{ kind: 'ended', tag, end: 'expired', filled: order.life.filled, words: 'by an operator\'s word' }];
};

/** Sets what follows the first damage of the last file aside: the rest is asked of the broker again. */
const cut = async (io: Io, folder: string, reason: string): Promise<number> => {
  const lock = await takeLock(folder);
  const disk = fileJournal(folder);
  const { damage } = scanJournal(disk);
  try {
    if (damage === undefined) throw new ConfigError('not-damaged', mustBe('--cut', 'needed', 'a whole journal', 'there is nothing to cut'));
    if (!damage.isLastFile) throw new DataError('journal-broken', mustBe(`journal ${damage.session} line ${damage.line}`, 'in the last session to be cut', 'an earlier one', 'restore the file from its copy'));
    disk.cutTail(damage.session, damage.good);
  } finally {
    lock.release();
  }
  await operate({ folder, session: damage.session, command: CUT, why: reason }, () => [{ kind: 'recovered', droppedBytes: damage.dropped }]);
  io.print(`${damage.dropped} bytes from line ${damage.line} on are set aside beside the journal of ${damage.session}; its session only closes from now on`);
  io.print('the next start reads the broker again; gamma recover then says what is in no book');
  io.result({ folder, session: damage.session, line: damage.line, dropped: damage.dropped });
  return 0;
};

const tell = (io: Io, folder: string, view: BrokerView | undefined): number => {
  const records = recordsIn(folder);
  const doubts = doubtsOf(folder, ledgerOrNew(records), records, sessionNow(folder, records), view);
  io.print(`${folder}: ${records.length} records, every checksum right${view === undefined ? '; the broker was not asked' : ''}`);
  if (doubts.length === 0) io.print('nothing wants an operator\'s word');
  for (const { what, acts } of doubts) io.print([what, ...acts.map((act, i) => `  ${i === 0 ? '  ' : 'or'} ${act}`)].join('\n'));
  io.result({ folder, records: records.length, asked: view !== undefined, doubts });
  return doubts.length === 0 ? 0 : 4;
};

/** `gamma recover`: what journal and broker do not agree on, and the acts that mend it, each by its name. */
export const recoverCommand = (): Command =>
  onRun<Options>(
    command('recover', 'read the broker again after a doubt, say what differs, and mend the journal by named acts')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--offline', 'judge by the journal alone')
      .option('--settle', 'settle positions of earlier sessions at the official close')
      .option('--settlement <points>', 'the official close, where the broker cannot say')
      .option('--closed <position>', 'book that the broker or a human closed a position')
      .option('--debit <points>', 'with --closed: what a package cost')
      .option('--contracts <n>', 'with --closed: how many; all that are held when left out')
      .option('--fees <dollars>', 'with --closed, or with --settle instead of the session\'s own schedule: fees of the whole')
      .option('--by <who>', 'with --closed: broker or operator', 'broker')
      .option('--void <tag>', 'say that an order of an earlier session ended without more fills')
      .option('--cut', 'set a damaged end of the journal aside, where no copy is left')
      .option('--reason <text>', 'why, for every act')
      .addHelpText('after', `
Without an act it changes nothing: exit code 0 when nothing wants a word, 4 when
something does, with the command that answers it. One act at a time; each is a
record of the journal, so that every later start comes to the same account.

Examples:
  gamma recover --account live-2345
  gamma recover --account live-2345 --settle --reason "the machine was down at the close"
  gamma recover --account live-2345 --closed 3 --debit 4.90 --by broker --reason "risk desk at 15:51"
`),
    async (io, options) => {
      const folder = chooseFolder(options.state, options.account);
      if (options.cut === true) return cut(io, folder, reasonOf(options.reason));
      const records = recordsIn(folder);
      const session = sessionNow(folder, records);
      const acts = [options.settle === true ? '--settle' : undefined, options.closed === undefined ? undefined : '--closed', options.void === undefined ? undefined : '--void'].filter((act) => act !== undefined);
      if (acts.length > 1) throw new ConfigError('acts', mustBe('gamma recover', 'given one act', acts.join(' and '), 'one at a time; each is its own record'));
      const needsBroker = acts.length === 0 ? options.offline !== true : options.settle === true && options.settlement === undefined;
      const view = needsBroker ? await askBroker(folder, session) : undefined;
      if (acts.length === 0) return tell(io, folder, view);
      const why = reasonOf(options.reason);
      const state = ledgerOrNew(records);
      const bodies = options.settle === true ? await settlements({ records, state, session, view }, options) : options.closed === undefined ? voided(state, options.void ?? '') : closedElsewhere(state, options.closed, options);
      await operate({ folder, session, command: `recover ${acts[0]}`, why }, () => bodies);
      for (const body of bodies) io.print(`written: ${JSON.stringify(body)}`);
      io.result({ folder, session, written: bodies });
      return 0;
    },
  );
