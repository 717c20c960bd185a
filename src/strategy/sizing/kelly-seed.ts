import type { KellySeedConfig, Sized } from './config.ts';
import { tradeWindow } from './window.ts';

/** Rate and average amounts of a record of trades; amounts in cents per contract. */
export interface EdgeEstimate {
  readonly winRate: number;
  readonly averageWin: number;
  readonly averageLoss: number;
}

/**
 * Kelly's share of equity lost on a loss, for a bet that wins W with p and loses L with 1 - p: (pW - qL)/W.
 *
 * @returns may be negative; NaN when the average win is zero
 * @see Kelly, 1956, doi:10.1002/j.1538-7305.1956.tb03809.x
 * @example kellyFraction({ winRate: 0.582, averageWin: 26600, averageLoss: 10900 }) // 0.4107
 */
export const kellyFraction = ({ winRate, averageWin, averageLoss }: EdgeEstimate): number =>
  (winRate * averageWin - (1 - winRate) * averageLoss) / averageWin;

/** One account's memory of results and the contracts it asks for before caps and account rules. */
export interface Policy {
  /** @param equity cents @param maxLoss cents per contract of the candidate */
  readonly ask: (equity: number, maxLoss: number) => Sized;
  /** @param pnl cents per contract @param maxLoss cents per contract of that position */
  readonly record: (pnl: number, maxLoss: number) => void;
  /** What the policy currently believes, for logs. */
  readonly belief: () => EdgeEstimate & { readonly trades: number; readonly source: 'bootstrap' | 'history' };
}

/** The published half-Kelly. Keeps its inert and wrong parts: see docs/assumptions.md. */
export const kellySeed = (config: KellySeedConfig): Policy => {
  const risk = config.riskPerContract * 100;
  const all = tradeWindow(config.window);
  const wins = tradeWindow(config.window);
  const losses = tradeWindow(config.window);
  let tradeCount = 0;
  let winCount = 0;
  const separate = config.statistics === 'separate';

  const enough = (): boolean =>
    separate
      ? tradeCount >= config.minTrades && winCount >= config.minWins && tradeCount - winCount >= config.minLosses
      : all.trades() >= config.minTrades && all.wins() >= config.minWins && all.losses() >= config.minLosses;

  const history = (): EdgeEstimate =>
    separate
      ? {
          winRate: winCount / tradeCount,
          averageWin: wins.trades() === 0 ? 0 : wins.winSum() / wins.trades(),
          averageLoss: losses.trades() === 0 ? 0 : losses.lossSum() / losses.trades(),
        }
      : {
          winRate: all.wins() / all.trades(),
          averageWin: all.wins() === 0 ? 0 : all.winSum() / all.wins(),
          averageLoss: all.losses() === 0 ? 0 : all.lossSum() / all.losses(),
        };

  const first: EdgeEstimate = {
    winRate: config.bootstrap.winRate,
    averageWin: config.bootstrap.averageWin * 100,
    averageLoss: config.bootstrap.averageLoss * 100,
  };

  return {
    ask: (equity) => {
      if (!config.enabled) return { contracts: config.fallback, because: 'disabled' };
      const known = enough();
      const edge = known ? history() : first;
      const stake = edge.averageWin > 0 ? kellyFraction(edge) * config.multiplier : 0;
      const lots = stake > 0 ? Math.floor((equity * stake) / risk) : 0;
      if (lots < config.floor) return { contracts: config.floor, because: 'floor' };
      if (lots <= 0) return { contracts: 0, because: 'noEdge' };
      return { contracts: lots, because: known ? 'kelly' : 'bootstrap' };
    },
    record: (pnl) => {
      all.push(pnl);
      tradeCount++;
      if (pnl > 0) {
        winCount++;
        wins.push(pnl);
      } else {
        losses.push(pnl);
      }
    },
    belief: () =>
      enough() ? { ...history(), trades: tradeCount, source: 'history' } : { ...first, trades: tradeCount, source: 'bootstrap' },
  };
};
