import type { StudyResult } from '../../backtest/index.ts';
import { InvariantError } from '../../kernel/index.ts';
import type { ChainDay } from '../../market/index.ts';
import type { SweepRunner, SweepSetting } from '../../pool/index.ts';
import { sealedSettingOf } from '../../pool/index.ts';
import type { Earned, Outcome, WalkedFold, WalkedSession, WalkForwardFile, WalkForwardFold } from '../../research/index.ts';
import { chosenOf, evaluateWhole, studyAt, trainingOf } from '../../research/index.ts';
import { planHashOf } from '../../store/index.ts';
import type { Progress } from '../io.ts';
import type { PreparedSweep } from '../sweep/prepare.ts';
import { objectiveOf, runSearch } from '../sweep/run-search.ts';

/** A walk under way. */
export interface Walking {
  readonly sweep: PreparedSweep;
  readonly file: WalkForwardFile;
  readonly folds: readonly WalkForwardFold[];
  readonly runnerOf: (setting: SweepSetting) => SweepRunner;
  /** Told every evaluated configuration and the sessions it saw. */
  readonly onOutcomes: (outcomes: readonly Outcome[], dates: readonly string[]) => void;
  readonly progress: Progress;
}

/** Folds walked, and every session outside the sample that chose for it. */
export interface Walk {
  readonly folds: readonly WalkedFold[];
  readonly walked: readonly WalkedSession[];
}

const nothing = (sessions: number): Earned => ({ sessions, trades: 0, profit: 0, perContract: 0 });

const spanOf = (dates: readonly string[]): WalkedFold['train'] => ({ from: dates[0], to: dates[dates.length - 1], sessions: dates.length });

const earnedOf = (result: StudyResult, daily: Float64Array, sessions: number): Earned => ({
  sessions,
  trades: result.trades.length,
  profit: daily.reduce((sum, cents) => sum + cents, 0),
  perContract: result.trades.reduce((sum, { pnlPerContract }) => sum + pnlPerContract, 0),
});

/** Sessions of a run, those left out for want of a settlement as idle ones. */
const sessionsOf = (result: StudyResult, daily: Float64Array, fold: number, dates: readonly string[]): WalkedSession[] => {
  const places = new Map(result.equity.map(({ date }, i) => [date, i]));
  return dates.map((date) => {
    const trades = result.trades.filter((trade) => trade.date === date);
    const place = places.get(date);
    return {
      date, fold,
      profit: place === undefined ? 0 : daily[place],
      trades: trades.length,
      total: trades.reduce((sum, { pnlPerContract }) => sum + pnlPerContract, 0),
    };
  });
};

const sameSessions = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((cents, i) => cents === b[i]);

/**
 * Chooses on each fold's training sessions, then runs the strategy with the choice on its test sessions.
 *
 * While a fold chooses, sessions and closes after its training are out of reach, and reading one is a defect that ends the
 * walk. The chosen configuration is run again whole on the training sessions and must come out equal to the cent. Each run
 * starts with the plan's own equity and an empty memory.
 *
 * @returns undefined when stopped
 */
export const runWalk = async ({ sweep, file, folds, runnerOf, onOutcomes, progress }: Walking, signal: AbortSignal): Promise<Walk | undefined> => {
  const { study, axes, search, constraints, dataset, dates } = sweep;
  const daysOf = function* (of: readonly (typeof dates)[number][]): Generator<ChainDay> {
    for (const date of of) yield dataset.day(date);
  };
  const walkedFolds: WalkedFold[] = [];
  const walked: WalkedSession[] = [];
  for (const fold of folds) {
    const training = trainingOf(fold).map((place) => dates[place]);
    const testing = dates.slice(...fold.test);
    const outcomes: Outcome[] = [];
    const quiet: Progress = { update: (done, note) => progress.update(fold.fold * search.total + done, `fold ${fold.fold + 1} of ${folds.length}, ${note ?? ''}`), end: () => undefined };
    const runner = runnerOf(sealedSettingOf(study, axes, dataset, training));
    const finished = await runSearch({ config: file, axes, search, runner, outcomes, progress: quiet, onOutcomes: (told) => onOutcomes(told, training) }, signal);
    if (!finished) return undefined;
    const feasible = outcomes.map(({ figures }) => figures !== null && constraints.every((constraint) => constraint.holds(figures)));
    const place = chosenOf(file, axes, outcomes, feasible);
    const common = { fold: fold.fold, train: spanOf(training), test: spanOf(testing) };
    if (place < 0) {
      walkedFolds.push({ ...common, point: null, planHash: null, objective: null, inSample: nothing(training.length), outOfSample: nothing(testing.length) });
      walked.push(...testing.map((date) => ({ date, fold: fold.fold, profit: 0, trades: 0, total: 0 })));
      continue;
    }
    const chosen = outcomes[place];
    const plan = studyAt(study, axes, chosen.point);
    const before = evaluateWhole(daysOf(training), plan);
    if (!sameSessions(before.daily, chosen.daily)) {
      throw new InvariantError(`configuration ${JSON.stringify(chosen.point)} came out differently while fold ${fold.fold + 1} was tuned than in a backtest`);
    }
    const after = evaluateWhole(daysOf(testing), plan);
    const objective = objectiveOf(file, chosen);
    walkedFolds.push({
      ...common, point: chosen.point, planHash: planHashOf(plan), objective: Number.isFinite(objective) ? objective : null,
      inSample: earnedOf(before.result, before.daily, training.length),
      outOfSample: earnedOf(after.result, after.daily, testing.length),
    });
    walked.push(...sessionsOf(after.result, after.daily, fold.fold, testing));
  }
  return { folds: walkedFolds, walked };
};
