import type { Population } from '../population.ts';
import type { LeanSizing } from './sizing.ts';

/** Results and maximum losses as whole 32-bit columns. Without a limit on buying power no loss takes any. */
export interface LeanTables {
  readonly pnl: Int32Array;
  readonly maxLoss: Int32Array;
}

export const leanTables = ({ pnl, maxLoss }: Population, { isLimited }: LeanSizing): LeanTables => ({
  pnl: Int32Array.from(pnl),
  maxLoss: isLimited ? Int32Array.from(maxLoss) : new Int32Array(maxLoss.length),
});
