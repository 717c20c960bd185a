import { z } from 'zod';
import { pinOf, pinSchema } from '../../pin.ts';
import { roundHalfEven } from '../../rounding.ts';
import { callVertical, putVertical } from '../../spread.ts';
import { defineSetup, none } from '../define-setup.ts';

/**
 * One far vertical on the side away from the pin.
 *
 * The published distance is the larger of a floor and one deviation taken over 252 x 24 hours a year, which halves it:
 * the floor then always binds. `hoursPerDay` is that 24; 6.5 is the honest figure.
 */
export const otmSingle = defineSetup({
  kind: 'otmSingle',
  schema: z.strictObject({
    kind: z.literal('otmSingle'),
    pin: pinSchema,
    increment: z.number().positive(),
    width: z.number().positive(),
    deviations: z.number().positive(),
    hoursPerDay: z.number().positive(),
    /** Points. */
    leastDistance: z.number().min(0),
    minHoursLeft: z.number().min(0),
    maxHoursLeft: z.number().positive(),
  }),
  describe: ({ width, leastDistance }) => `sells a ${width}-wide spread at least ${leastDistance} points out, away from the pin`,
  propose: (config, day, t) => {
    const spot = day.spot[t];
    const hours = (day.context.closeMinute - day.minutes[t]) / 60;
    if (hours < config.minHoursLeft || hours > config.maxHoursLeft) return none('outsideWindow');
    if (Number.isNaN(spot)) return none('spotUnknown');
    if (Number.isNaN(day.vix[t])) return none('vixUnknown');
    const pin = pinOf(config.pin, day, t);
    if (pin === undefined) return none('noPin');
    const deviation = spot * (day.vix[t] / 100) * Math.sqrt(hours / (252 * config.hoursPerDay));
    const distance = Math.max(config.leastDistance, roundHalfEven(config.deviations * deviation, config.increment));
    const spread =
      pin > spot
        ? putVertical(roundHalfEven(spot - distance, config.increment), roundHalfEven(spot - distance, config.increment) - config.width)
        : callVertical(roundHalfEven(spot + distance, config.increment), roundHalfEven(spot + distance, config.increment) + config.width);
    return { kind: 'candidate', spread, label: pin > spot ? 'put OTM' : 'call OTM', pin };
  },
});
