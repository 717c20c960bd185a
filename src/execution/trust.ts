import { z } from 'zod';
import type { ChainDay } from '../market/index.ts';
import { contractOffset, strikeIndex } from '../market/index.ts';
import type { PackageQuote, Spread } from '../strategy/index.ts';

/**
 * When a package's quotes are good enough to trade on, and what to do when they are not. Null trusts every two-sided quote.
 *
 * `skip` waits for a better row, `widen` fills at a multiple of the concession, `fail` stops the run.
 */
export const trustSchema = z
  .strictObject({
    /** Minutes since the oldest leg's quote last changed. */
    maxAgeMinutes: z.number().positive(),
    /** Minutes between the freshest and the oldest leg. */
    maxDesyncMinutes: z.number().positive(),
    /** Quoted width of the package, percent of its mid. */
    maxWidthPercent: z.number().positive(),
    action: z.enum(['skip', 'widen', 'fail']),
    /** Concession multiple under `widen`. */
    widenBy: z.number().min(1),
  })
  .nullable();
export type TrustConfig = z.infer<typeof trustSchema>;

/** How far a package's quote can be trusted: 1 is fully, 0 not at all. */
export interface QuoteTrust {
  readonly score: number;
  /** Minutes. */
  readonly age: number;
  readonly desync: number;
  /** Quoted width over mid, percent. */
  readonly width: number;
  readonly isCrossed: boolean;
}

/** Minutes since a leg's bid or ask last changed, as known at row t. */
const legAge = (day: ChainDay, at: number, t: number): number => {
  let row = t;
  while (row > 0 && day.bid[at + row - 1] === day.bid[at + t] && day.ask[at + row - 1] === day.ask[at + t]) row--;
  return day.minutes[t] - day.minutes[row];
};

/** Trust in a package's quote at a row: the worst of age, leg desync and width against their limits; 0 when crossed. */
export const quoteTrust = (trust: NonNullable<TrustConfig>, day: ChainDay, spread: Spread, quote: PackageQuote, t: number): QuoteTrust => {
  const offsets = spread.legs.map((leg) => contractOffset(day, leg.right, strikeIndex(day, leg.strike)));
  const ages = offsets.map((at) => legAge(day, at, t));
  const isCrossed = offsets.some((at) => day.bid[at + t] > day.ask[at + t]);
  const age = Math.max(...ages);
  const desync = age - Math.min(...ages);
  const width = quote.mid > 0 ? (200 * quote.halfWidth) / quote.mid : Infinity;
  const share = (value: number, limit: number): number => (value <= limit ? 1 : limit / value);
  const score = isCrossed ? 0 : Math.min(share(age, trust.maxAgeMinutes), share(desync, trust.maxDesyncMinutes), share(width, trust.maxWidthPercent));
  return { score, age, desync, width, isCrossed };
};
