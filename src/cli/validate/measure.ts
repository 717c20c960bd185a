import type { Study } from '../../backtest/index.ts';
import { lookAhead, outcomesOf, runStudy } from '../../backtest/index.ts';
import { complete, widen } from '../../execution/index.ts';
import { isGammaError } from '../../kernel/index.ts';
import type { ChainDay } from '../../market/index.ts';
import { rulesOf } from '../../montecarlo/index.ts';
import { answerMonteCarlo } from '../../pool/index.ts';
import type { Evidence } from '../../research/index.ts';
import { placeboStudies, shareAsGood } from '../../research/index.ts';
import type { Dataset } from '../../store/index.ts';
import { datesWithin } from '../../store/index.ts';
import type { Io } from '../io.ts';
import type { Subject } from './subject.ts';

const SEED = 1;
const PATHS = 10_000;
const YEAR = 252;
/** One in twenty: the fewest runs of which none as good says 5%. */
const PLACEBOS = 19;
const CUT_SESSIONS = 40;

/** A part of the evidence, and where it came from. */
export interface Measured<T> {
  readonly found: T | null;
  readonly source: string;
}

const daysOf = function* (dataset: Dataset, dates: Dataset['days']): Generator<ChainDay> {
  for (const date of dates) yield dataset.day(date);
};

const meanOf = (trades: readonly { readonly pnlPerContract: number }[]): number =>
  trades.length === 0 ? NaN : trades.reduce((sum, { pnlPerContract }) => sum + pnlPerContract, 0) / trades.length;

/** Share of simulated years in which the account halts, by the worst of the resampling assumptions. */
export const haltsOf = async ({ study, result }: Subject): Promise<Measured<number>> => {
  if (result.trades.length === 0) return { found: null, source: 'no trade to draw futures from' };
  const job = {
    population: outcomesOf(result), rules: rulesOf(study.risk, null), resample: { method: 'days', block: 'auto' } as const,
    tradesPerPath: null, seed: SEED, paths: PATHS, sessions: YEAR,
  };
  try {
    const answer = await answerMonteCarlo({ job, questions: { ruinAt: 0.25, above: [], drawdownsBeyond: [] }, untilPrecise: null });
    if (answer === undefined) return { found: null, source: 'stopped' };
    const worst = answer.panel.reduce((top, row) => (row.halt.value > top.halt.value ? row : top));
    return { found: worst.halt.value, source: `${PATHS} years of ${YEAR} sessions, worst of ${answer.panel.length} assumptions: ${worst.describe}` };
  } catch (error) {
    if (!isGammaError(error) || error.exitCode === 1) throw error;
    return { found: null, source: error.message };
  }
};

/** Share of placebo runs as good as the plan's own. */
export const placebosOf = async (io: Io, { study, dataset, range, result }: Subject): Promise<Measured<number>> => {
  if (result.trades.length === 0) return { found: null, source: 'no trade to compare' };
  const dates = datesWithin(dataset, range);
  const progress = io.progress('placebo', PLACEBOS);
  const means: number[] = [];
  for (const { strategy, risk, execution } of placeboStudies(study, PLACEBOS, SEED)) {
    means.push(meanOf(runStudy(daysOf(dataset, dates), { plan: { strategy, risk }, execution }).trades));
    progress.update(means.length);
    await new Promise(setImmediate);
  }
  progress.end();
  const what = study.strategy.setup.kind === 'gexPin' ? 'pins drawn at random' : 'entry times drawn at random and no gate';
  return { found: shareAsGood(meanOf(result.trades), means), source: `${PLACEBOS} runs with ${what}` };
};

/** Sessions evenly spread over all. */
const spread = <T>(all: readonly T[], most: number): T[] => {
  const n = Math.min(most, all.length);
  return Array.from({ length: n }, (_, i) => all[Math.floor((i * all.length) / n)]);
};

const ready = ({ execution }: Study, day: ChainDay): ChainDay => widen(complete(day, execution.completion).day, execution.widths);

/** Sessions cut short and run again. */
export const cutsOf = ({ study, dataset, range }: Subject): Measured<NonNullable<Evidence['lookAhead']>> => {
  const dates = spread(datesWithin(dataset, range), CUT_SESSIONS);
  const { cuts, findings, sessions } = lookAhead(dates.map((date) => ready(study, dataset.day(date))), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
  return { found: { cuts, findings: findings.length }, source: `${sessions} sessions cut where something happened` };
};
