import type { FairMarket, MarketRecipe, QuoteDay } from '../market/index.ts';
import { previousSession } from '../market/index.ts';
import type { DatasetDescription, NewDataset } from './write-dataset.ts';

/**
 * A synthetic market as a dataset to write: its ticked quotes, and its own closes as the official ones.
 *
 * @param recipe what made it, for the record and for `gamma data check`
 */
export const syntheticDataset = (market: FairMarket, recipe: MarketRecipe, options: Pick<NewDataset, 'replace' | 'onDay'>): NewDataset => {
  const spx = new Map<string, number>();
  const vix = new Map<string, number>();
  let quotes = 0;
  function* days(): Generator<QuoteDay> {
    for (let i = 0; i < market.dates.length; i++) {
      const day = market.day(i, 'ticked');
      vix.set(previousSession(day.date), day.context.previousVix);
      if (day.settlement !== undefined) spx.set(day.date, day.settlement);
      quotes += day.bid.length;
      yield day;
    }
  }
  const describe = (): DatasetDescription => ({
    grade: 'synthetic',
    quotes: 'quotes',
    format: { id: 'synthetic', stampedAt: 'end', zone: 'America/New_York' },
    source: `${recipe.market} synthetic market, ${recipe.plantedEdge === 'none' ? 'no planted edge' : `planted edge: ${recipe.plantedEdge}`}, seed ${recipe.seed}`,
    recipe,
    inputs: [],
    counts: { quotes, rejected: {}, skipped: {} },
    closes: { spx, vix },
  });
  return { days: days(), describe, ...options };
};
