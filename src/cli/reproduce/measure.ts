import type { CompatDay, FigurePart, Measurements, MonteCarloFigures, RungResult } from '../../compat/index.ts';
import {
  candidatesOf, dayMeasurements, deployedMeasurements, deployedRisk, exactMeasurements, fiveYearMeasurements, haltNotes, lookAheadRung,
  monteCarloMeasurements, publishedPopulation, publishedRisk, recordFigures, recordsOf, rungJob, rungResult, rungs, SEEDS, singleTradeJob, sortinoFigures,
  threeYearMeasurements, TRADES_A_PATH, wholeDayMeasurements,
} from '../../compat/index.ts';
import type { Population } from '../../montecarlo/index.ts';
import type { PathRunner } from './paths.ts';

/** Paths of the published table, a seed. */
const PUBLISHED_PATHS = 10_000;
/** Paths of the other questions, a seed: all ten together say as much as one published table. */
const OTHER_PATHS = 1000;
/** Paths of a rung of the ladder, a seed. */
const RUNG_PATHS = 500;

/** What was found, what is to be said beside it, and the ladder. */
export interface Findings {
  readonly measured: Measurements;
  readonly notes: Readonly<Record<string, string>>;
  readonly ladder: readonly RungResult[];
}

/** Days prepared from the user's files. */
export interface PreparedDays {
  readonly three: readonly CompatDay[];
  readonly five: readonly CompatDay[];
}

/** The published table is asked by its own rows and by the drawdown claim of the three-year part. */
const asksTable = (parts: readonly FigurePart[]): boolean => parts.includes('monte-carlo') || parts.includes('three-year');

/** Paths the parts will walk. */
export const pathsOf = (parts: readonly FigurePart[], days: PreparedDays | undefined): number =>
  SEEDS.length * (
    (asksTable(parts) ? PUBLISHED_PATHS : 0)
    + (parts.includes('deployed') ? OTHER_PATHS : 0)
    + (parts.includes('audit') && days !== undefined ? rungs.length * RUNG_PATHS + OTHER_PATHS : 0)
  );

const published = async (runner: PathRunner, population: Population): Promise<MonteCarloFigures[]> =>
  runner.figures(SEEDS.map((seed) => singleTradeJob(population, TRADES_A_PATH, { risk: publishedRisk, seed, paths: PUBLISHED_PATHS })));

const deployed = async (runner: PathRunner, population: Population): Promise<MonteCarloFigures[]> =>
  runner.figures(SEEDS.map((seed) => singleTradeJob(population, TRADES_A_PATH, { risk: deployedRisk, seed, paths: OTHER_PATHS })));

const threeYear = ({ three, five }: PreparedDays): Measurements => ({
  ...dayMeasurements(candidatesOf(three, rungs[0].entry), candidatesOf(five, rungs[0].entry)),
  ...threeYearMeasurements(recordsOf(three, rungs[0], SEEDS)),
  ...fiveYearMeasurements(recordsOf(five, rungs[0], SEEDS)),
});

const audit = async ({ three }: PreparedDays, runner: PathRunner): Promise<Findings> => {
  const ladder: RungResult[] = [];
  for (const rung of rungs) {
    const records = recordsOf(three, rung, SEEDS);
    const figures = await runner.figures(records.map((record, i) => rungJob(rung, record, SEEDS[i], RUNG_PATHS)));
    ladder.push(rungResult(rung, records, figures));
  }
  const wholeDays = await runner.figures(
    recordsOf(three, rungs[0], SEEDS).map((record, i) => rungJob({ draw: 'days', risk: publishedRisk }, record, SEEDS[i], OTHER_PATHS)),
  );
  const told = recordsOf(three, lookAheadRung, SEEDS).map((record) => recordFigures(record));
  return {
    measured: { ...wholeDayMeasurements(wholeDays), 'alarm.close-settled': told.map(({ winRate }) => winRate) },
    notes: { 'alarm.close-settled': `${told[0].trades.toLocaleString('en-US')} trades of the first seed, none lost.` },
    ladder,
  };
};

/** Measures everything the parts ask. Without days, what needs them is left out. */
export const measure = async (parts: readonly FigurePart[], days: PreparedDays | undefined, runner: PathRunner): Promise<Findings> => {
  const population = publishedPopulation();
  const table = asksTable(parts) ? await published(runner, population) : [];
  const account = parts.includes('deployed') ? await deployed(runner, population) : [];
  const audited = parts.includes('audit') && days !== undefined ? await audit(days, runner) : { measured: {}, notes: {}, ladder: [] };
  return {
    measured: {
      ...exactMeasurements(),
      ...(table.length > 0 ? monteCarloMeasurements(table, SEEDS.map((seed) => sortinoFigures(population, seed))) : {}),
      ...(account.length > 0 ? deployedMeasurements(account) : {}),
      ...(parts.includes('three-year') && days !== undefined ? threeYear(days) : {}),
      ...audited.measured,
    },
    notes: { ...(table.length > 0 ? haltNotes(table) : {}), ...audited.notes },
    ladder: audited.ladder,
  };
};
