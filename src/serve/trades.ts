import type { ExplainedRow, Trade } from '../backtest/index.ts';
import { explainTrade, runStudy, tradesCsv } from '../backtest/index.ts';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import { contractOffset } from '../market/index.ts';
import type { ReportTrade } from '../report/index.ts';
import { readTrades } from '../report/index.ts';
import type { Dataset, RunManifest } from '../store/index.ts';
import { datesWithin, openDataset, readManifest } from '../store/index.ts';
import type { ChainQuote } from './pages/trade.ts';

/** A trade told again from the quotes it was made on. */
export interface ToldTrade {
  readonly trade: Trade;
  readonly rows: readonly ExplainedRow[];
  readonly chain: readonly ChainQuote[];
}

/** Strikes shown on each side of the index. */
const NEAR = 25;

const chainAt = (day: ChainDay, t: number): ChainQuote[] => {
  const quote = (side: Float64Array, right: 'put' | 'call', k: number): number => side[contractOffset(day, right, k) + t] / 100;
  const first = day.strikes.findIndex((strike) => strike >= day.spot[t]);
  const middle = first < 0 ? day.strikes.length : first;
  return Array.from(day.strikes.keys()).filter((k) => Math.abs(k - middle) <= NEAR).map((k) => ({
    strike: day.strikes[k],
    callBid: quote(day.bid, 'call', k), callAsk: quote(day.ask, 'call', k), putBid: quote(day.bid, 'put', k), putAsk: quote(day.ask, 'put', k),
  }));
};

/** The trade of a log among those its session brings on its own: the same look, legs, fills and result to the cent. */
const foundIn = (alone: readonly Trade[], logged: ReportTrade): Trade | undefined => {
  const written = (trade: Trade): ReportTrade => readTrades(tradesCsv([trade]))[0];
  const same = (['slot', 'legs', 'entryMinute', 'exitMinute', 'reason', 'credit', 'fees', 'pnlPerContract', 'maxLoss', 'mae', 'mfe'] as const);
  return alone.find((trade) => {
    const row = written(trade);
    return same.every((name) => row[name] === logged[name]);
  });
};

/**
 * Tells trades of runs. Its session alone is run first, which takes a moment; only a trade that depends on the sessions
 * before it, as by a limit on losses, needs the whole run made again, which is then remembered.
 */
export const openTeller = (datasets: string) => {
  const made = new Map<string, ReadonlyMap<number, Trade>>();
  const datasetOf = async ({ dataset: { name, sha256 } }: RunManifest): Promise<Dataset> => {
    const dataset = await openDataset(datasets, name);
    if (dataset.hash === sha256) return dataset;
    throw new DataError('dataset-changed', mustBe(`dataset ${name}`, 'the one the run was made from', dataset.hash.slice(0, 12), 'run the backtest again'));
  };
  const tradesOf = ({ study }: RunManifest, days: Iterable<ChainDay>): readonly Trade[] =>
    runStudy(days, { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution }).trades;
  const wholeRun = (manifest: RunManifest, dataset: Dataset): ReadonlyMap<number, Trade> => {
    const known = made.get(manifest.id);
    if (known !== undefined) return known;
    const days = function* (): Generator<ChainDay> {
      for (const date of datesWithin(dataset, manifest.range)) yield dataset.day(date);
    };
    const trades = new Map(tradesOf(manifest, days()).map((trade) => [trade.id, trade]));
    made.clear();
    made.set(manifest.id, trades);
    return trades;
  };
  return {
    /** @returns undefined where the run has no such trade @throws DataError when its dataset is gone or changed */
    tell: async (folder: string, logged: ReportTrade): Promise<ToldTrade | undefined> => {
      const manifest = readManifest(folder);
      const dataset = await datasetOf(manifest);
      const day = dataset.day(sessionDate(logged.date));
      const alone = foundIn(tradesOf(manifest, [day]), logged);
      const trade = alone === undefined
        ? wholeRun(manifest, dataset).get(logged.id)
        : { ...alone, id: logged.id, contracts: logged.contracts, because: logged.because as Trade['because'], isShadow: logged.isShadow, pnl: logged.pnl };
      if (trade === undefined) return undefined;
      return { trade, rows: explainTrade(day, manifest.study, trade), chain: chainAt(day, trade.entryRow) };
    },
  };
};
