import { z } from 'zod';
import { roundHalfEven } from '../../rounding.ts';
import type { Spread } from '../../spread.ts';
import { isCovered, spreadKinds } from '../../spread.ts';
import { defineSetup, none } from '../define-setup.ts';

const legSchema = z.strictObject({
  right: z.enum(['put', 'call']),
  /** Points from the rounded index; negative is below it. */
  offset: z.number(),
  /** Contracts a package; negative is sold. */
  ratio: z.int().min(-10).max(10).refine((ratio) => ratio !== 0, 'not zero'),
});

/**
 * Any package of up to eight legs at fixed distances from the index: condors, broken wings, butterflies, and what a user
 * thinks of. A package with a naked short leg is refused when the plan is read.
 */
export const packageSetup = defineSetup({
  kind: 'package',
  schema: z
    .strictObject({
      kind: z.literal('package'),
      as: z.enum(spreadKinds),
      increment: z.number().positive(),
      legs: z.array(legSchema).min(2).max(8),
    })
    .refine(({ legs }) => isCovered({ kind: 'custom', legs: legs.map(({ right, offset, ratio }) => ({ right, ratio, strike: offset })) }), { path: ['legs'], message: 'a package whose every short leg is covered' }),
  describe: ({ as, legs }) => `sells a ${as} of ${legs.length} legs at fixed distances from the index`,
  propose: ({ as, increment, legs }, day, t) => {
    const spot = day.spot[t];
    if (Number.isNaN(spot)) return none('spotUnknown');
    const centre = roundHalfEven(spot, increment);
    const spread: Spread = { kind: as, legs: legs.map(({ right, offset, ratio }) => ({ right, ratio, strike: centre + offset })) };
    return { kind: 'candidate', spread, label: as, pin: NaN };
  },
});
