import type { Trade } from '../../backtest/index.ts';
import { outcomesOf, presetStudy } from '../../backtest/index.ts';
import type { Measurements, RungResult } from '../../compat/index.ts';
import { figureText, publishedCredit, SEEDS, twinMeasurements, wholeDayJob } from '../../compat/index.ts';
import type { Dataset } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { runOn } from '../study-run.ts';
import type { PathRunner } from './paths.ts';

/** The published rules on real quotes: what they measured, and where they stand on the ladder. */
export interface Twin {
  readonly measured: Measurements;
  readonly rung: RungResult;
}

/** Paths of the twin's account. */
export const TWIN_PATHS = 10_000;

/** Sum of the mids a dataset quoted for its trades, as a share of the credits the published method takes from VIX. */
const quotedShare = (dataset: Dataset, trades: readonly Trade[]): number => {
  let [quoted, modelled] = [0, 0];
  for (const { date, entryRow, entryMid, spread } of trades) {
    const { spot, vix, minutes, context } = dataset.day(date);
    if (!(vix[entryRow] > 0)) continue;
    quoted += entryMid / 100;
    modelled += publishedCredit(spread, spot[entryRow], vix[entryRow], (context.closeMinute - minutes[entryRow]) / 60);
  }
  return quoted / modelled;
};

/** Runs the published rules on a dataset, sized as published but with margin, and walks a year of its account. */
export const runTwin = async (io: Io, dataset: Dataset, runner: PathRunner): Promise<Twin> => {
  const study = presetStudy(dataset.quotes === 'mids' ? 'seed-bt3y-rules' : 'seed-bt3y-quotes');
  const { result } = runOn(io, study, dataset, { from: null, to: null });
  const population = outcomesOf(result);
  const { dates, start, pnl } = population;
  const measured = twinMeasurements(dates.map((_, day) => Array.from(pnl.subarray(start[day], start[day + 1]))));
  const [account] = await runner.figures([wholeDayJob(population, { risk: study.risk, seed: SEEDS[0], paths: TWIN_PATHS })]);
  const won = pnl.filter((x) => x > 0);
  const lost = pnl.filter((x) => x <= 0);
  const total = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0);
  return {
    measured,
    rung: {
      id: 'twin', title: 'Recorded quotes',
      change: `${study.name} on ${dataset.name}, ${dates[0]} to ${dates[dates.length - 1]}, data grade ${dataset.grade}. Its mids pay ${figureText(quotedShare(dataset, result.trades), 'share')} of the credit taken from VIX. A year is 252 sessions, traded or not.`,
      trades: pnl.length, winRate: won.length / pnl.length, profitFactor: total(won) / -total(lost), pnl: total(pnl) / 100,
      yearMedian: account.pnl.p50, loss: account.loss, halt: account.haltShare,
    },
  };
};
