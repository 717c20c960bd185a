import type { Line } from '../ledger.ts';
import { sumJournal } from '../ledger.ts';
import type { Breach, Check, Evidence, Invariant } from './evidence.ts';
import { everythingEnds, ledgerIsBroker, nothingUncovered, sessionsAreWhole } from './money.ts';
import { inSession, noTagTwice, onePromiseEach, smallEnough } from './orders.ts';
import { chainHolds, noSecrets, nothingInvented, safetyHolds, withinBudget } from './safety.ts';

/** I7 needs the decisions themselves and is judged where they may be imported. */
const checks: readonly (readonly [Exclude<Invariant, 'I7'>, Check])[] = [
  ['I1', onePromiseEach], ['I2', noTagTwice], ['I3', ledgerIsBroker], ['I4', nothingUncovered], ['I5', smallEnough], ['I6', everythingEnds], ['I8', safetyHolds],
  ['I9', noSecrets], ['I10', chainHolds], ['I11', inSession], ['I12', nothingInvented], ['I13', sessionsAreWhole], ['I14', withinBudget],
];

const linesOf = (journal: string): Line[] =>
  journal.split('\n').filter((text) => text !== '').flatMap((text) => {
    try {
      return [JSON.parse(text) as Line];
    } catch {
      return [];
    }
  });

/** Judges a day, or a quiet moment of one, by thirteen of the fourteen invariants. Reads the broker and the journal only. */
export const audit = (evidence: Evidence): readonly Breach[] => {
  const lines = linesOf(evidence.journal);
  const sums = sumJournal(lines);
  return checks.flatMap(([invariant, check]) => check(evidence, lines, sums).map((words) => ({ invariant, words })));
};
