import { openStream } from '../../kernel/index.ts';
import type { Rng } from '../../kernel/index.ts';
import type { Population } from '../population.ts';
import type { ExtraStops } from './extra-stops.ts';
import { extraStops } from './extra-stops.ts';
import type { Gap } from './gap.ts';
import { gap } from './gap.ts';
import type { Injury } from './overlay.ts';
import type { WorstCase } from './worst-case.ts';
import { worstCase } from './worst-case.ts';

/** What may go worse than the record. Null: nothing of that kind. */
export interface OverlayConfig {
  readonly extraStops: ExtraStops | null;
  readonly gap: Gap | null;
  readonly worstCase: WorstCase | null;
}

export const noOverlays: OverlayConfig = { extraStops: null, gap: null, worstCase: null };

/** Results along a path with everything that goes worse in them. */
export type PathResults = (trade: number) => number;

const STREAM = 1;
const PLACES_STREAM = 2;

/** Places of exactly `count` of `trades` (Floyd; Bentley, 1987, doi:10.1145/30401.315746). */
const placesOf = (rng: Rng, count: number, trades: number): ReadonlySet<number> => {
  const places = new Set<number>();
  for (let last = Math.max(0, trades - count); last < trades; last++) {
    const place = rng.below(last + 1);
    places.add(places.has(place) ? last : place);
  }
  return places;
};

/**
 * Overlays of a job: for each path, results in the order its trades close. Undefined when nothing goes worse.
 *
 * They draw from streams of their own, the same number for every trade, so that the record's own draws stay as they
 * were, and a larger injury never betters a path.
 * @throws ConfigError or DataError when the record cannot bear one
 */
export const overlayOf = (config: OverlayConfig, population: Population, seed: number) => {
  const exact = config.worstCase !== null && 'count' in config.worstCase ? config.worstCase.count : 0;
  const injuries: Injury[] = [];
  if (config.extraStops !== null) injuries.push(extraStops(config.extraStops, population));
  if (config.gap !== null) injuries.push(gap(config.gap, population));
  if (config.worstCase !== null && 'chance' in config.worstCase) injuries.push(worstCase(config.worstCase, population));
  if (injuries.length === 0 && exact === 0) return undefined;
  return (path: number, trades: number): PathResults => {
    const rng = openStream(seed, path, STREAM);
    const places = placesOf(openStream(seed, path, PLACES_STREAM), exact, trades);
    let place = 0;
    return (trade) => {
      const draws = { stop: rng.real(), which: rng.real(), gap: rng.real(), size: rng.real(), worst: rng.real() };
      const own = places.has(place++) ? -population.maxLoss[trade] : population.pnl[trade];
      return injuries.reduce((result, injury) => Math.min(result, injury(trade, draws)), own);
    };
  };
};

export type { ExtraStops } from './extra-stops.ts';
export type { Gap } from './gap.ts';
export type { WorstCase } from './worst-case.ts';
