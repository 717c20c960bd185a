import { z } from 'zod';
import { roundHalfEven } from '../../rounding.ts';
import { callVertical, ironCondor, putVertical } from '../../spread.ts';
import type { Spread } from '../../spread.ts';
import { pinOf, pinSchema } from '../../pin.ts';
import { defineSetup, none } from '../define-setup.ts';

const bucketSchema = z.discriminatedUnion('side', [
  z.strictObject({ side: z.literal('both'), from: z.number(), to: z.number(), wing: z.number(), confidence: z.string() }),
  z.strictObject({
    side: z.literal('away'),
    from: z.number(),
    to: z.number(),
    /** Points from the pin, and from the index, that the short strike keeps. */
    pinBuffer: z.number(),
    spotBuffer: z.number(),
    confidence: z.string(),
  }),
]);

/** The published setup: distance from pin chooses side and bucket, VIX chooses width. */
export const gexPinSchema = z.strictObject({
  kind: z.literal('gexPin'),
  pin: pinSchema,
  /** Strikes are rounded to this, points. */
  increment: z.number().positive(),
  /** No setup at or above this VIX. */
  vixMax: z.number().positive(),
  /** Width of the spread by VIX: the first row whose `below` exceeds VIX. */
  widthByVix: z.array(z.strictObject({ below: z.number(), width: z.number().positive() })).min(1),
  buckets: z.array(bucketSchema).min(1),
});
export type GexPinConfig = z.infer<typeof gexPinSchema>;

export interface SetupShape {
  readonly label: string;
  readonly spread: Spread;
}

/**
 * Strikes for a pin, an index level and a VIX.
 *
 * @returns the reason when no bucket holds the distance, VIX is too high, or the width rounds to nothing
 */
export const gexPinSetup = (config: GexPinConfig, pinLevel: number, spotLevel: number, vix: number): SetupShape | string => {
  if (!(vix < config.vixMax)) return Number.isNaN(vix) ? 'vixUnknown' : 'vixTooHigh';
  const pin = roundHalfEven(pinLevel);
  const spot = roundHalfEven(spotLevel);
  const distance = spot - pin;
  const apart = Math.abs(distance);
  const width = config.widthByVix.find((row) => vix < row.below)?.width;
  if (width === undefined) return 'vixTooHigh';
  const strike = (level: number): number => roundHalfEven(level, config.increment);
  const call = (short: number): Spread => callVertical(short, strike(short + width));
  const put = (short: number): Spread => putVertical(short, strike(short - width));
  const bucket = config.buckets.find((b) => apart >= b.from && apart <= b.to);
  if (bucket === undefined) return apart > Math.max(...config.buckets.map((b) => b.to)) ? 'tooFarFromPin' : 'deadZone';
  const built = (spread: Spread, label: string): SetupShape | string =>
    spread.legs[0].strike === spread.legs[1].strike ? 'zeroWidth' : { spread, label: `${label} ${bucket.confidence}` };
  if (bucket.side === 'both') {
    return built(ironCondor(call(strike(pin + bucket.wing)), put(strike(pin - bucket.wing))), 'condor');
  }
  return distance > 0
    ? built(call(strike(Math.max(pin + bucket.pinBuffer, spot + bucket.spotBuffer))), 'call')
    : built(put(strike(Math.min(pin - bucket.pinBuffer, spot - bucket.spotBuffer))), 'put');
};

export const gexPin = defineSetup({
  kind: 'gexPin',
  schema: gexPinSchema,
  describe: ({ pin, buckets }) =>
    `sells the side away from the ${pin.method} pin, a condor within ${buckets[0].to} points of it`,
  propose: (config, day, t) => {
    const spot = day.spot[t];
    if (Number.isNaN(spot)) return none('spotUnknown');
    const pin = pinOf(config.pin, day, t);
    if (pin === undefined) return none('noPin');
    const shape = gexPinSetup(config, pin, spot, day.vix[t]);
    return typeof shape === 'string' ? none(shape) : { kind: 'candidate', ...shape, pin };
  },
});
