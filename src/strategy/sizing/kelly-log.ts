import { quantileOfNormal } from '../../market/index.ts';
import type { KellyLogConfig, KellyShrunkConfig, Sized } from './config.ts';
import type { Policy } from './kelly-seed.ts';
import { optimalShare } from './optimum.ts';

/** Memory of returns on maximum loss, oldest first, with the belief every Kelly policy reports. */
const memory = (window: number) => {
  const returns: number[] = [];
  let wins = 0;
  let losses = 0;
  let winSum = 0;
  let lossSum = 0;
  let trades = 0;
  return {
    returns,
    record: (pnl: number, maxLoss: number): void => {
      if (returns.length === window) returns.shift();
      returns.push(maxLoss > 0 ? Math.max(-1, pnl / maxLoss) : 0);
      trades++;
      if (pnl > 0) {
        wins++;
        winSum += pnl;
      } else {
        losses++;
        lossSum -= pnl;
      }
    },
    belief: () => ({
      winRate: trades === 0 ? NaN : wins / trades,
      averageWin: wins === 0 ? NaN : winSum / wins,
      averageLoss: losses === 0 ? NaN : lossSum / losses,
      trades,
      source: 'history' as const,
    }),
  };
};

const stakeToLots = (stake: number, equity: number, maxLoss: number): Sized => {
  const contracts = stake > 0 && maxLoss > 0 ? Math.floor((equity * stake) / maxLoss) : 0;
  return contracts > 0 ? { contracts, because: 'kelly' } : { contracts: 0, because: 'noEdge' };
};

/** Growth-optimal half-Kelly on the empirical distribution; the risk unit is the candidate's own maximum loss. */
export const kellyLog = (config: KellyLogConfig): Policy => {
  const seen = memory(config.window);
  let stake = NaN;
  return {
    ask: (equity, maxLoss) => {
      if (seen.returns.length < config.minTrades) return { contracts: config.before, because: 'bootstrap' };
      if (Number.isNaN(stake)) stake = optimalShare(seen.returns) * config.multiplier;
      return stakeToLots(stake, equity, maxLoss);
    },
    record: (pnl, maxLoss) => {
      seen.record(pnl, maxLoss);
      stake = NaN;
    },
    belief: seen.belief,
  };
};

/**
 * Returns shrunk towards caution: every return lowered by the one-sided error of the mean, and full losses added that
 * have not been seen yet.
 *
 * @see MacLean, Thorp and Ziemba, 2010, doi:10.1080/14697688.2010.506108
 */
export const shrunkReturns = (returns: readonly number[], confidence: number, unseenLosses: number): number[] => {
  const n = returns.length;
  const mean = returns.reduce((sum, r) => sum + r, 0) / n;
  const variance = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (n - 1);
  const haircut = quantileOfNormal(confidence) * Math.sqrt(variance / n);
  const lowered = returns.map((r) => Math.max(-1, r - haircut));
  return [...lowered, ...new Array<number>(unseenLosses).fill(-1)];
};

/** Half-Kelly on shrunk returns: never stakes more than `kelly-log` on the same record. */
export const kellyShrunk = (config: KellyShrunkConfig): Policy => {
  const seen = memory(config.window);
  let stake = NaN;
  return {
    ask: (equity, maxLoss) => {
      if (seen.returns.length < config.minTrades) return { contracts: config.before, because: 'bootstrap' };
      if (Number.isNaN(stake)) {
        stake = optimalShare(shrunkReturns(seen.returns, config.confidence, config.unseenLosses)) * config.multiplier;
      }
      return stakeToLots(stake, equity, maxLoss);
    },
    record: (pnl, maxLoss) => {
      seen.record(pnl, maxLoss);
      stake = NaN;
    },
    belief: seen.belief,
  };
};
