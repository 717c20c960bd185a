import { openStream } from '../../kernel/index.ts';
import { sequentialEvents, tradeCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';
import { trades } from './trades.ts';

const POINTS = 8192;
const STREAM = 0x70617261;

interface Law {
  readonly mean: number;
  readonly deviation: number;
  readonly members: readonly number[];
}

const lawOf = (population: Population, group: number): Law => {
  const members = Array.from(population.pnl.keys()).filter((i) => population.group[i] === group);
  const mean = members.reduce((sum, i) => sum + population.pnl[i], 0) / members.length;
  const square = members.reduce((sum, i) => sum + (population.pnl[i] - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(square / members.length), members };
};

/** Normal draws moved and scaled to mean 0 and deviation 1 exactly, so that a group keeps its own moments. */
const standardNormals = (count: number, stream: number): Float64Array => {
  const rng = openStream(STREAM, stream);
  const draws = Float64Array.from({ length: count }, () => rng.normal());
  const mean = draws.reduce((sum, x) => sum + x, 0) / count;
  const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
  return draws.map((x) => (deviation > 0 ? (x - mean) / deviation : 0));
};

/**
 * A smoothed record: each exit group's results become a normal law of the group's mean and deviation.
 *
 * 8,192 equally likely trades; groups keep their share to one part in 8,192. No result is worse than the maximum loss.
 */
export const smoothed = (population: Population): Population => {
  const total = tradeCount(population);
  const donors: number[] = [];
  const pnl: number[] = [];
  population.groups.forEach((_, group) => {
    const { mean, deviation, members } = lawOf(population, group);
    if (members.length === 0) return;
    const normals = standardNormals(Math.max(1, Math.round((members.length / total) * POINTS)), group);
    normals.forEach((z, k) => {
      const donor = members[k % members.length];
      donors.push(donor);
      pnl.push(Math.max(-Math.max(population.maxLoss[donor], -population.pnl[donor]), Math.round(mean + z * deviation)));
    });
  });
  const pick = (column: Float64Array): Float64Array => Float64Array.from(donors, (i) => column[i]);
  return {
    ...population,
    pnl: Float64Array.from(pnl),
    dates: population.dates.slice(0, 1),
    start: Int32Array.of(0, pnl.length),
    events: sequentialEvents(pnl.length),
    group: Uint8Array.from(donors, (i) => population.group[i]),
    maxLoss: pick(population.maxLoss), width: pick(population.width), credit: pick(population.credit),
    distance: pick(population.distance), minutesLeft: pick(population.minutesLeft),
    vix: population.vix.slice(0, 1),
  };
};

/** Single trades drawn from a normal law per exit group: what the record would say without its own accidents. */
export const parametric = (population: Population): Resampler => ({
  ...trades(smoothed(population)),
  describe: 'single trades from a normal law per exit group',
});
