import type { Breach } from '../exchange/index.ts';
import { worstFees } from '../execution/index.ts';
import type { ChainSnapshot, Decided, JournalRecord, RunnerSettings } from '../live/index.ts';
import { apply, bookOf, emptyAccount, openToday } from '../live/index.ts';
import type { Account, Intent } from '../strategy/index.ts';
import { decide } from '../strategy/index.ts';

const recordsOf = (journal: string): JournalRecord[] =>
  journal.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalRecord];
    } catch {
      return [];
    }
  });

/** What a recorded decision says that the same rows and book do not. */
const unlike = (decided: readonly Decided[], intents: readonly Intent[], cap: number): string[] => {
  const found: string[] = [];
  for (const each of decided) {
    if (each.kind === 'open') {
      const same = intents.some(
        (intent) =>
          intent.kind === 'open' && intent.slot === each.slot && Math.min(intent.sized.contracts, cap) === each.contracts &&
          JSON.stringify(intent.candidate.spread) === JSON.stringify(each.spread) && Math.abs(intent.atLeast - each.atLeast) < 1e-9,
      );
      if (!same) found.push(`slot ${each.slot} was opened where the recorded rows say otherwise`);
    }
    if (each.kind === 'close' && each.reason !== 'operator') {
      const same = intents.some((intent) => intent.kind === 'close' && intent.position.id === each.position && intent.reason === each.reason);
      if (!same) found.push(`position ${each.position} was closed for ${each.reason} where the recorded rows say otherwise`);
    }
  }
  for (const intent of intents) {
    const isMissing = intent.kind === 'close' && !decided.some((each) => each.kind === 'close' && each.position === intent.position.id);
    if (isMissing) found.push(`position ${intent.position.id} should have been closed for ${intent.reason}`);
  }
  return found;
};

/** Rows as recorded, which tell the minutes, and every version of each minute that the feed delivered, which tell the quotes. */
export interface SeenRows {
  readonly recorded: readonly ChainSnapshot[];
  readonly delivered: ReadonlyMap<number, readonly ChainSnapshot[]>;
}

/** Whether a minute came in one version only: of two, it is not known which a lost process saw. */
const isCertainRow = ({ delivered }: SeenRows, minute: number): boolean => {
  const versions = delivered.get(minute) ?? [];
  return versions.every((row) => row.bid === versions[0].bid && Object.is(row.vix, versions[0].vix));
};

/**
 * I7: decides every recorded decision again, from the rows recorded and the journal up to it.
 *
 * Passes for reasons of the runner's own guards are not decisions of the plan and are not compared.
 */
export const replayBreaches = (journal: string, settings: RunnerSettings, seen: SeenRows): Breach[] => {
  const { plan, execution, caps, date, context } = settings;
  const state = emptyAccount(plan.risk);
  const today = openToday(date, context);
  const rows = seen.recorded.map((row) => seen.delivered.get(row.minute)?.[0] ?? row);
  const found: string[] = [];
  let taken = 0;
  let isCertain = true;
  for (const record of recordsOf(journal)) {
    if (record.kind === 'decided') {
      for (; taken < rows.length && rows[taken].minute <= record.minute; taken++) {
        today.take(rows[taken]);
        isCertain &&= isCertainRow(seen, rows[taken].minute);
      }
      const day = today.day();
      const t = day.rows - 1;
      const isFlatten = record.decided.every((each) => each.kind === 'close' && each.reason === 'operator');
      if (isCertain && !isFlatten && t >= 0 && day.minutes[t] === record.minute) {
        const account: Account = {
          book: bookOf(state, day), equity: state.equity, isHalted: state.isHalted, size: state.size,
          costOf: (candidate) => worstFees(execution.fees, candidate.spread),
        };
        found.push(...unlike(record.decided, decide(day, t, plan, account), caps?.contractsPerOrder ?? Infinity));
      }
    }
    try {
      apply(state, record);
    } catch {
      return [...found, 'the journal contradicts itself'].map((words) => ({ invariant: 'I7', words }));
    }
  }
  return found.map((words) => ({ invariant: 'I7', words }));
};
