import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import { blockLengths } from './block-length.ts';
import { circular } from './circular.ts';
import { days } from './days.ts';
import { moving } from './moving.ts';
import { parametric } from './parametric.ts';
import { regimes } from './regimes.ts';
import { replay } from './replay.ts';
import type { BlockLength, Resampler } from './resampler.ts';
import { stationary } from './stationary.ts';
import { trades } from './trades.ts';

/** Every way of drawing a future, by name. Block lengths are in sessions. */
const roster = {
  days: (population: Population) => days(population),
  trades: (population: Population) => trades(population),
  stationary: (population: Population, block: BlockLength) => stationary(population, meanBlock(population, block)),
  circular: (population: Population, block: BlockLength) => circular(population, wholeBlock(population, block)),
  moving: (population: Population, block: BlockLength) => moving(population, wholeBlock(population, block)),
  regimes: (population: Population) => regimes(population),
  parametric: (population: Population) => parametric(population),
  replay: (population: Population) => replay(population),
};

export type ResampleMethod = keyof typeof roster;
export const resampleMethods = Object.keys(roster) as readonly ResampleMethod[];

export interface ResampleConfig {
  readonly method: ResampleMethod;
  /** Mean or fixed block length in sessions; `auto` by Politis and White. Read by block methods only. */
  readonly block: BlockLength;
}

/** Result of each session, cents per contract: the series whose memory sets the block length. */
export const sessionResults = (population: Population): Float64Array =>
  Float64Array.from(population.dates, (_, day) =>
    population.pnl.subarray(population.start[day], population.start[day + 1]).reduce((sum, x) => sum + x, 0));

const given = (population: Population, block: number): number => {
  const count = sessionCount(population);
  if (!(block >= 1 && block <= count)) {
    throw new ConfigError('block', mustBe('block', `between 1 and ${count} sessions`, block, 'leave it to auto'));
  }
  return block;
};

const meanBlock = (population: Population, block: BlockLength): number =>
  block === 'auto' ? Math.max(1, blockLengths(sessionResults(population)).stationary) : given(population, block);

const wholeBlock = (population: Population, block: BlockLength): number =>
  block === 'auto' ? Math.max(1, Math.round(blockLengths(sessionResults(population)).circular)) : Math.round(given(population, block));

/** @throws ConfigError when the name is unknown */
export const resampleMethodOf = (name: string): ResampleMethod => {
  if (!(name in roster)) {
    throw new ConfigError('resample', mustBe('resample', 'a known method', name, didYouMean(name, resampleMethods)));
  }
  return name as ResampleMethod;
};

/** @throws ConfigError when a block length does not fit the record; DataError when the method needs a VIX that is missing */
export const resamplerOf = (config: ResampleConfig, population: Population): Resampler =>
  roster[config.method](population, config.block);

export { blockLengths } from './block-length.ts';
export type { BlockLengths } from './block-length.ts';
export { expandBlocks } from './resampler.ts';
export type { BlockLength, Resampler } from './resampler.ts';
