import type { Study } from '../backtest/index.ts';
import { canonicalJson } from '../kernel/index.ts';
import { momentsOf } from '../research/index.ts';
import { sha256 } from './hash.ts';
import type { LedgerEntry } from './ledger.ts';
import { planHashOf } from './run-folder.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What was tried, by which command, on which sessions of which data. */
export interface Trying {
  readonly command: string;
  readonly hypothesis: string;
  /** Content hash of the data. */
  readonly dataset: string;
  /** Sessions evaluated, ascending. */
  readonly dates: readonly string[];
}

/** The ledger's line for one evaluated study. @param daily cents a session at traded size */
export const ledgerEntry = ({ command, hypothesis, dataset, dates }: Trying, study: Study, daily: ArrayLike<number>): LedgerEntry => {
  const { n, sharpe, skewness, kurtosis } = momentsOf(daily);
  return {
    hypothesis, dataset, planHash: planHashOf(study), costs: sha256(canonicalJson(study.execution)), command,
    from: dates[0], to: dates[dates.length - 1], sessions: n,
    sharpe: orNull(sharpe), skewness: orNull(skewness), kurtosis: orNull(kurtosis),
  };
};
