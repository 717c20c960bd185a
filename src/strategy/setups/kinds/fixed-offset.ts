import { z } from 'zod';
import { callVertical, putVertical } from '../../spread.ts';
import { defineSetup, none } from '../define-setup.ts';

/** Sells one vertical a fixed number of points from the index rounded half up to the strike increment. */
export const fixedOffset = defineSetup({
  kind: 'fixedOffset',
  schema: z.strictObject({
    kind: z.literal('fixedOffset'),
    right: z.enum(['put', 'call']),
    increment: z.number().positive(),
    /** Points from the rounded index to the short strike, out of the money. */
    offset: z.number(),
    width: z.number().positive(),
  }),
  describe: ({ right, offset, width }) => `sells the ${width}-wide ${right} spread ${offset} points out`,
  propose: ({ right, increment, offset, width }, day, t) => {
    const spot = day.spot[t];
    if (Number.isNaN(spot)) return none('spotUnknown');
    const centre = Math.floor(spot / increment + 0.5) * increment;
    const spread =
      right === 'put' ? putVertical(centre - offset, centre - offset - width) : callVertical(centre + offset, centre + offset + width);
    return { kind: 'candidate', spread, label: right, pin: NaN };
  },
});
