import { urgencyOf, worstFees } from '../../execution/index.ts';
import type { ChainDay } from '../../market/index.ts';
import type { Account, CloseIntent, OpenIntent } from '../../strategy/index.ts';
import { decide } from '../../strategy/index.ts';
import type { LivePosition } from '../state/account.ts';
import { heldContracts, openedContracts } from '../state/account.ts';
import { bookOf, heldToday } from '../state/book.ts';
import type { Decided, DecidedClose, DecidedOpen } from '../state/records.ts';
import type { Run } from './context.ts';
import { write } from './context.ts';
import { capBroken, noEntry } from './guards.ts';

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** An entry as it will be written down: clamped to the hard cap, or a pass with the reason it is none. */
const entryDecided = (run: Run, day: ChainDay, t: number, intent: OpenIntent): DecidedOpen | Decided => {
  const { caps, execution } = run.settings;
  const { candidate, slot, gates, sized, maxLoss, atLeast, workMinutes } = intent;
  const pass = (why: string): Decided => ({ kind: 'pass', slot, why, gates });
  const contracts = caps === null ? sized.contracts : Math.min(sized.contracts, caps.contractsPerOrder);
  if (contracts === 0) return pass(sized.because);
  const blocked = noEntry(run);
  if (blocked !== undefined) return pass(blocked);
  const open: DecidedOpen = {
    kind: 'open', position: run.state.nextPosition, slot, spread: candidate.spread, label: candidate.label, pin: known(candidate.pin), contracts,
    because: contracts < sized.contracts ? 'capped' : sized.because, atLeast, maxLoss,
    until: day.minutes[t] + execution.delayMinutes + workMinutes, mid: candidate.quote.mid,
    spot: known(day.spot[t]), vix: known(day.vix[t]), distance: known(candidate.distance), gates,
  };
  const cap = capBroken(run, open);
  return cap === undefined ? open : pass(cap);
};

const closeDecided = (run: Run, day: ChainDay, intent: CloseIntent): DecidedClose => {
  const { position, reason, since, share } = intent;
  const urgency = urgencyOf(run.settings.plan, reason) === 'exit' ? 'exit' : 'stop';
  const contracts = share < 1 ? Math.floor(share * position.contracts + 1e-9) : position.contracts;
  return { kind: 'close', position: position.id, reason, since: day.minutes[since], contracts, isPart: share < 1, urgency };
};

/** The words of one sizing decision, with every input: what the log shows for each entry considered. */
const logSizing = (run: Run, intent: OpenIntent, contracts: number): void => {
  const belief = run.state.belief();
  run.ports.log('Position sizing:', {
    contracts, because: intent.sized.because, asked: intent.sized.contracts, policy: run.settings.plan.risk.sizing.policy,
    balance: run.state.equity / 100, maxLoss: intent.maxLoss / 100, trades: belief.trades, source: belief.source,
    winRate: belief.winRate, averageWin: belief.averageWin / 100, averageLoss: belief.averageLoss / 100, isHalted: run.state.isHalted,
  });
};

/** The account as `decide` sees it. */
const accountNow = (run: Run, day: ChainDay): Account => ({
  book: bookOf(run.state, day),
  equity: run.state.equity,
  isHalted: run.state.isHalted,
  size: run.state.size,
  costOf: (candidate) => worstFees(run.settings.execution.fees, candidate.spread),
});

/**
 * Decides on the last row of today and writes the answers down in one record, before anything is done about them.
 *
 * A slot decided before is not decided again: after a crash the row may come a second time.
 */
export const decideRow = (run: Run): void => {
  const day = run.today.day();
  const t = day.rows - 1;
  const decided: Decided[] = [];
  const account = accountNow(run, day);
  let nextPosition = run.state.nextPosition;
  for (const intent of decide(day, t, run.settings.plan, account)) {
    if (intent.kind === 'close') decided.push(closeDecided(run, day, intent));
    else if (run.state.slots.has(intent.slot)) continue;
    else if (intent.kind === 'pass') decided.push({ kind: 'pass', slot: intent.slot, why: intent.why, gates: intent.gates });
    else {
      const entry = entryDecided(run, day, t, intent);
      if (entry.kind === 'open') {
        decided.push({ ...entry, position: nextPosition });
        nextPosition++;
        logSizing(run, intent, entry.contracts);
      } else {
        decided.push(entry);
        logSizing(run, intent, 0);
      }
    }
  }
  if (decided.length === 0) return;
  write(run, { kind: 'decided', minute: day.minutes[t], decided });
  for (const each of decided) run.ports.log('decided', each.kind === 'pass' ? { slot: each.slot, why: each.why } : { ...each, gates: undefined, spread: undefined });
};

/** Decides to be rid of everything held: the operator's word, or a session that must end flat. */
export const decideFlatten = (run: Run, reason: string): void => {
  const open = heldToday(run.state).filter((position: LivePosition) => position.closing === undefined);
  if (open.length === 0) return;
  const decided = open.map((position): DecidedClose => ({
    kind: 'close', position: position.id, reason, since: run.today.day().minutes.at(-1) ?? 0,
    contracts: Math.min(heldContracts(position), openedContracts(position)), isPart: false, urgency: 'stop',
  }));
  write(run, { kind: 'decided', minute: run.today.day().minutes.at(-1) ?? 0, decided });
};
