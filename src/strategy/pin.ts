import { z } from 'zod';
import { openStream, unreachable } from '../kernel/index.ts';
import type { ChainDay, GexProfile } from '../market/index.ts';
import { competingPeaksPin, gexAt, maxGexPin, previousClosePin, proximityPin } from '../market/index.ts';

const reach = { share: z.number().gt(0).max(0.2), fallback: z.number().positive() };

/** How a plan finds the level it trades around. */
export const pinSchema = z.discriminatedUnion('method', [
  /** The previous official close rounded: the published backtest's stand-in. */
  z.strictObject({ method: z.literal('previousClose'), increment: z.number().positive() }),
  /** A placebo: the previous close moved by whole increments drawn from the session's own stream. */
  z.strictObject({
    method: z.literal('placebo'),
    increment: z.number().positive(),
    /** Points. */
    reach: z.number().min(0),
    seed: z.int(),
  }),
  /** Strike with the most positive dealer gamma within `reach` points. */
  z.strictObject({ method: z.literal('maxGex'), reach: z.number().positive() }),
  /** Gamma weighted by nearness; `share` of the index, then `fallback` points. */
  z.strictObject({ method: z.literal('proximity'), ...reach }),
  /** `proximity`, or the middle of two peaks of like weight on either side of the index. */
  z.strictObject({ method: z.literal('competing'), ...reach, increment: z.number().positive() }),
]);
export type PinConfig = z.infer<typeof pinSchema>;

const dayNumber = (date: string): number => Number(date.replaceAll('-', ''));

const placebo = (close: number, day: ChainDay, config: Extract<PinConfig, { method: 'placebo' }>): number | undefined => {
  const centre = previousClosePin(close, config.increment, 'half-even');
  if (centre === undefined) return undefined;
  const steps = Math.floor(config.reach / config.increment);
  const shift = openStream(config.seed, dayNumber(day.date)).below(2 * steps + 1) - steps;
  return centre + shift * config.increment;
};

/** The pin at a row, points; undefined when it cannot be known. Reads rows at or before t only. */
export const pinOf = (config: PinConfig, day: ChainDay, t: number): number | undefined => {
  const close = day.context.previousClose;
  const onGex = (pick: (profile: GexProfile) => number | undefined): number | undefined => {
    const profile = gexAt(day, t, 'dollars-per-100-percent');
    return profile === undefined ? undefined : pick(profile);
  };
  switch (config.method) {
    case 'previousClose':
      return previousClosePin(close, config.increment, 'half-even');
    case 'placebo':
      return placebo(close, day, config);
    case 'maxGex':
      return onGex((profile) => maxGexPin(profile, config.reach));
    case 'proximity':
      return onGex((profile) => proximityPin(profile, config));
    case 'competing':
      return onGex((profile) => competingPeaksPin(profile, config, config.increment));
    default:
      return unreachable(config);
  }
};

/** Whether a plan's pin needs open interest, which some datasets do not have. */
export const pinNeedsOpenInterest = (config: PinConfig): boolean =>
  config.method === 'maxGex' || config.method === 'proximity' || config.method === 'competing';
