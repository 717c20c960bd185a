import { ConfigError, mustBe } from '../../kernel/index.ts';
import { combinations } from './combinations.ts';

/** What the best column is chosen by. A column that does not vary has a Sharpe ratio of 0 here. */
export type CscvMetric = 'sharpe' | 'mean';

export interface CscvConfig {
  /** Blocks the record is cut into: even, 2 to 20; 16 by custom, which gives 12,870 splits. */
  readonly blocks: number;
  readonly metric: CscvMetric;
}

/** One half of the blocks to choose by, the other half to judge by. */
export interface CscvSplit {
  readonly train: readonly number[];
  /** Column that is best in sample; the first of equals. */
  readonly best: number;
  readonly inSample: number;
  readonly outOfSample: number;
  /** Ascending rank out of sample among all columns: 1 is worst, equals share the mean rank. */
  readonly rank: number;
  /** rank / (columns + 1). */
  readonly omega: number;
  readonly logit: number;
}

export interface CscvResult {
  /** Probability of backtest overfitting: share of splits with a logit of at most 0. */
  readonly pbo: number;
  /** Share of splits in which the chosen column lost out of sample. */
  readonly probabilityOfLoss: number;
  /** Least squares of out-of-sample on in-sample figures of the chosen columns; null when the latter do not vary. */
  readonly degradation: { readonly slope: number; readonly intercept: number } | null;
  readonly splits: readonly CscvSplit[];
  /** First observations left out so that blocks are equal. */
  readonly leftOut: number;
}

interface BlockSums {
  readonly size: number;
  readonly columns: number;
  /** Per block and column. */
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

const blockSumsOf = (columns: readonly ArrayLike<number>[], blocks: number): BlockSums => {
  const size = Math.floor(columns[0].length / blocks);
  const first = columns[0].length - size * blocks;
  const sum = new Float64Array(blocks * columns.length);
  const squares = new Float64Array(blocks * columns.length);
  columns.forEach((column, c) => {
    for (let t = 0; t < size * blocks; t++) {
      const cell = Math.floor(t / size) * columns.length + c;
      const value = column[first + t];
      sum[cell] += value;
      squares[cell] += value * value;
    }
  });
  return { size, columns: columns.length, sum, squares };
};

/** The metric of every column over some blocks. */
const score = ({ size, columns, sum, squares }: BlockSums, blocks: readonly number[], metric: CscvMetric): Float64Array => {
  const total = new Float64Array(columns);
  const totalSquares = new Float64Array(columns);
  for (const block of blocks) {
    for (let c = 0, cell = block * columns; c < columns; c++, cell++) {
      total[c] += sum[cell];
      totalSquares[c] += squares[cell];
    }
  }
  const n = blocks.length * size;
  return total.map((s, c) => {
    if (metric === 'mean') return s / n;
    const deviations = totalSquares[c] - (s * s) / n;
    return deviations > 1e-12 * totalSquares[c] ? s / n / Math.sqrt(deviations / (n - 1)) : 0;
  });
};

const rankOf = (scores: Float64Array, column: number): number => {
  let below = 0;
  let equal = 0;
  for (const value of scores) {
    if (value < scores[column]) below++;
    else if (value === scores[column]) equal++;
  }
  return below + (equal + 1) / 2;
};

const splitOn = (sums: BlockSums, train: readonly number[], test: readonly number[], metric: CscvMetric): CscvSplit => {
  const inSample = score(sums, train, metric);
  const outOfSample = score(sums, test, metric);
  let best = 0;
  for (let c = 1; c < inSample.length; c++) if (inSample[c] > inSample[best]) best = c;
  const rank = rankOf(outOfSample, best);
  const omega = rank / (inSample.length + 1);
  return { train, best, inSample: inSample[best], outOfSample: outOfSample[best], rank, omega, logit: Math.log(omega / (1 - omega)) };
};

const degradationOf = (splits: readonly CscvSplit[]): CscvResult['degradation'] => {
  const n = splits.length;
  const meanIn = splits.reduce((sum, split) => sum + split.inSample / n, 0);
  const meanOut = splits.reduce((sum, split) => sum + split.outOfSample / n, 0);
  const squares = splits.reduce((sum, split) => sum + (split.inSample - meanIn) ** 2, 0);
  if (!(squares > 1e-24 * n * meanIn * meanIn)) return null;
  const slope = splits.reduce((sum, split) => sum + (split.inSample - meanIn) * (split.outOfSample - meanOut), 0) / squares;
  return { slope, intercept: meanOut - slope * meanIn };
};

const requireConfig = (columns: readonly ArrayLike<number>[], { blocks }: CscvConfig): void => {
  const fail = (where: string, what: string, found: unknown, remedy: string): never => {
    throw new ConfigError('cscv', mustBe(`cscv.${where}`, what, found, remedy));
  };
  if (!Number.isInteger(blocks) || blocks % 2 !== 0 || blocks < 2 || blocks > 20) fail('blocks', 'even, 2 to 20', blocks, 'use 16');
  if (columns.length < 2) fail('columns', 'at least 2', columns.length, 'compare at least two configurations');
  const { length } = columns[0];
  if (length < Math.max(4, blocks)) fail('observations', `at least ${Math.max(4, blocks)}`, length, 'use fewer blocks or more sessions');
  const odd = columns.find((column) => column.length !== length);
  if (odd !== undefined) fail('columns', `of ${length} observations each`, odd.length, 'score every configuration on the same sessions');
};

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: how often the configuration chosen on
 * one half of the record ranks in the lower half of all on the other.
 *
 * A rank exactly in the middle counts as overfit.
 *
 * @param columns results per session of each configuration tried, in time order; no NaN
 * @throws ConfigError for odd blocks, fewer than 2 columns, columns of different lengths or too few observations
 * @see Bailey, Borwein, López de Prado and Zhu, 2017, doi:10.21314/JCF.2016.322
 * @example crossValidate([skilled, noise, noise2], { blocks: 16, metric: 'sharpe' }).pbo // 0.02
 */
export const crossValidate = (columns: readonly ArrayLike<number>[], config: CscvConfig): CscvResult => {
  requireConfig(columns, config);
  const { blocks, metric } = config;
  const sums = blockSumsOf(columns, blocks);
  const all = Array.from({ length: blocks }, (_, block) => block);
  const splits = Array.from(combinations(blocks, blocks / 2), (train) =>
    splitOn(sums, train, all.filter((block) => !train.includes(block)), metric));
  const share = (is: (split: CscvSplit) => boolean): number => splits.filter(is).length / splits.length;
  return {
    pbo: share(({ logit }) => logit <= 0),
    probabilityOfLoss: share(({ outOfSample }) => outOfSample < 0),
    degradation: degradationOf(splits),
    splits,
    leftOut: columns[0].length - sums.size * blocks,
  };
};
