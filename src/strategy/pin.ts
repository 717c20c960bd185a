import { z } from 'zod';
import type { ChainDay } from '../market/index.ts';
import { unreachable } from '../kernel/index.ts';
import { openStream } from '../kernel/index.ts';
import { roundHalfEven } from './rounding.ts';

/** How a plan finds the level it trades around. */
export const pinSchema = z.discriminatedUnion('method', [
  /** The previous official close rounded: the published backtest's stand-in. */
  z.strictObject({ method: z.literal('previousClose'), increment: z.number().positive() }),
  /** A placebo: the previous close moved by whole increments drawn from the session's own stream. */
  z.strictObject({
    method: z.literal('placebo'),
    increment: z.number().positive(),
    reach: z.number().min(0),
    seed: z.int(),
  }),
]);
export type PinConfig = z.infer<typeof pinSchema>;

const dayNumber = (date: string): number => Number(date.replaceAll('-', ''));

/** The pin at a row, points; undefined when it cannot be known. Reads rows at or before t only. */
export const pinOf = (config: PinConfig, day: ChainDay, _t: number): number | undefined => {
  const close = day.context.previousClose;
  switch (config.method) {
    case 'previousClose':
      return Number.isNaN(close) ? undefined : roundHalfEven(close, config.increment);
    case 'placebo': {
      if (Number.isNaN(close)) return undefined;
      const steps = Math.floor(config.reach / config.increment);
      const shift = openStream(config.seed, dayNumber(day.date)).below(2 * steps + 1) - steps;
      return roundHalfEven(close, config.increment) + shift * config.increment;
    }
    default:
      return unreachable(config);
  }
};
