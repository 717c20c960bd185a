import type { Study } from '../backtest/index.ts';
import { momentsOf } from '../research/index.ts';
import type { LedgerEntry } from '../store/index.ts';
import { planHashOf } from '../store/index.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The ledger's line for one evaluated study. @param daily cents a session at traded size */
export const ledgerEntry = (command: string, hypothesis: string, dataset: string, study: Study, daily: ArrayLike<number>): LedgerEntry => {
  const { n, sharpe, skewness, kurtosis } = momentsOf(daily);
  return {
    hypothesis, dataset, planHash: planHashOf(study), command, sessions: n,
    sharpe: orNull(sharpe), skewness: orNull(skewness), kurtosis: orNull(kurtosis),
  };
};
