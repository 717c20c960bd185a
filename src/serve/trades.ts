import type { ExplainedRow, Trade } from '../backtest/index.ts';
import { explainTrade, runStudy } from '../backtest/index.ts';
import { DataError, mustBe } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import { contractOffset } from '../market/index.ts';
import type { Dataset } from '../store/index.ts';
import { openDataset, readManifest } from '../store/index.ts';
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

/** Tells trades of runs; a run is made again once and then remembered. */
export const openTeller = (datasets: string) => {
  const made = new Map<string, { readonly dataset: Dataset; readonly trades: ReadonlyMap<number, Trade> }>();
  const make = async (folder: string) => {
    const { id, study, dataset: identity, range } = readManifest(folder);
    const known = made.get(id);
    if (known !== undefined) return { study, ...known };
    const dataset = await openDataset(datasets, identity.name);
    if (dataset.hash !== identity.sha256) {
      throw new DataError('dataset-changed', mustBe(`dataset ${identity.name}`, 'the one the run was made from', dataset.hash.slice(0, 12), 'run the backtest again'));
    }
    const days = function* (): Generator<ChainDay> {
      for (const date of dataset.days) if ((range.from === null || date >= range.from) && (range.to === null || date <= range.to)) yield dataset.day(date);
    };
    const { trades } = runStudy(days(), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
    const entry = { dataset, trades: new Map(trades.map((trade) => [trade.id, trade])) };
    made.clear();
    made.set(id, entry);
    return { study, ...entry };
  };
  return {
    /** @returns undefined where the run has no such trade @throws DataError when its dataset is gone or changed */
    tell: async (folder: string, id: number): Promise<ToldTrade | undefined> => {
      const { study, dataset, trades } = await make(folder);
      const trade = trades.get(id);
      if (trade === undefined) return undefined;
      const day = dataset.day(trade.date);
      return { trade, rows: explainTrade(day, study, trade), chain: chainAt(day, trade.entryRow) };
    },
  };
};
