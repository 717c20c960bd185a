import { mustBe, RefusedError } from '../../kernel/index.ts';
import type { SessionSum } from '../../research/index.ts';
import { dailyOf, lowerBoundOfMean, triedUntil } from '../../research/index.ts';
import type { LedgerEntry } from '../../store/index.ts';
import { readWalk } from '../../store/index.ts';
import type { Subject } from './subject.ts';

/** What a plan earned on sessions it was not chosen on. Dollars; null where not gathered. */
export interface OutOfSample {
  readonly profit: number | null;
  readonly lowerBound: number | null;
  readonly source: string;
}

const FEWEST_SESSIONS = 20;
const SEED = 1;

const dollarsOf = (cents: number | null): number | null => (cents === null || !Number.isFinite(cents) ? null : cents / 100);

const fromWalk = ({ dataset, planHash }: Subject, folder: string): OutOfSample => {
  const walk = readWalk(folder);
  if (walk.dataset.sha256 !== dataset.hash) {
    throw new RefusedError('other-walk', mustBe('--walkforward', `on the run's data (${dataset.hash.slice(0, 12)})`, walk.dataset.sha256.slice(0, 12), 'walk this dataset'), 4);
  }
  const { step, test } = walk.config.folds;
  if (step < test) {
    throw new RefusedError('other-walk', mustBe('--walkforward', 'of folds that judge no session twice', `a step of ${step} and tests of ${test}`, 'walk again with a step of at least the test'), 4);
  }
  if (!walk.plans.includes(planHash)) {
    throw new RefusedError('other-walk', mustBe('--walkforward', 'one that could have chosen this plan', 'one that could not', 'give the walk axes that reach it'), 4);
  }
  const { profit, lowerBound, sessions } = walk.summary.outOfSample;
  return { profit: dollarsOf(profit), lowerBound: dollarsOf(lowerBound), source: `walk-forward ${walk.id}, ${sessions} sessions of ${walk.folds.length} folds` };
};

const fromLedger = ({ study, result, planHash }: Subject, ledger: readonly LedgerEntry[]): OutOfSample => {
  const until = triedUntil(ledger, planHash);
  const places = result.equity.flatMap(({ date }, i) => (until !== undefined && date > until ? [i] : []));
  if (places.length < FEWEST_SESSIONS) {
    return { profit: null, lowerBound: null, source: `fewer than ${FEWEST_SESSIONS} sessions lie after all that other plans were tried on; give --walkforward` };
  }
  const daily = dailyOf(result, Math.round(study.risk.account.startingEquity * 100));
  const sums = places.map((i): SessionSum => {
    const trades = result.trades.filter(({ date }) => date === result.equity[i].date);
    return { trades: trades.length, total: trades.reduce((sum, { pnlPerContract }) => sum + pnlPerContract, 0) };
  });
  return {
    profit: dollarsOf(places.reduce((sum, i) => sum + daily[i], 0)),
    lowerBound: dollarsOf(lowerBoundOfMean(sums, SEED)),
    source: `${places.length} sessions after ${until ?? ''}, the last any other plan of the ledger was tried on`,
  };
};

/** Sessions the plan was not chosen on: those of a walk-forward, or those after all that other plans were tried on. */
export const outOfSampleOf = (subject: Subject, ledger: readonly LedgerEntry[], walk: string | undefined): OutOfSample =>
  walk === undefined ? fromLedger(subject, ledger) : fromWalk(subject, walk);
