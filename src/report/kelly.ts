import { optimalShare, shrunkReturns } from '../strategy/index.ts';
import type { ReportTrade } from './run.ts';

/** A share of equity staked as maximum loss, and the growth it would have given. */
export interface KellyStake {
  readonly label: string;
  /** Share of equity put at risk a trade. */
  readonly share: number;
  /** Mean logarithm of growth a trade over the record. */
  readonly growth: number;
  /** Growth given up against the full optimum. */
  readonly givenUp: number;
}

const CONFIDENCE = 0.9;
const UNSEEN_LOSSES = 1;
/** Trades below which no optimum is shown. */
export const KELLY_MINIMUM = 30;

/**
 * Full, half and shrunk Kelly on the record's returns on maximum loss, with the growth each gives up.
 *
 * Shrunk: half the optimum after lowering every return by the 90% one-sided error of the mean and adding one full loss
 * not yet seen. One position at a time.
 * @returns empty below 30 trades
 * @see Kelly, 1956, doi:10.1002/j.1538-7305.1956.tb03809.x; MacLean, Thorp and Ziemba, 2010, doi:10.1080/14697688.2010.506108
 */
export const kellyStakes = (trades: readonly ReportTrade[]): KellyStake[] => {
  const returns = trades.filter(({ maxLoss }) => maxLoss > 0).map(({ pnlPerContract, maxLoss }) => Math.max(-1, pnlPerContract / maxLoss));
  if (returns.length < KELLY_MINIMUM) return [];
  const growthOf = (share: number): number => returns.reduce((sum, r) => sum + Math.log1p(share * r), 0) / returns.length;
  const full = optimalShare(returns);
  const best = growthOf(full);
  const shrunk = optimalShare(shrunkReturns(returns, CONFIDENCE, UNSEEN_LOSSES)) / 2;
  const stakes: readonly (readonly [string, number])[] = [['Full Kelly', full], ['Half Kelly', full / 2], ['Half of the shrunk optimum', shrunk]];
  return stakes.map(([label, share]) => ({ label, share, growth: growthOf(share), givenUp: best - growthOf(share) }));
};
