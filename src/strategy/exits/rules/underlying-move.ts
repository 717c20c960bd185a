import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Out when the index has moved so many points from its level at the entry decision. Null leaves a side open. */
export const underlyingMove = defineExitRule({
  kind: 'underlyingMove',
  schema: z.strictObject({
    kind: z.literal('underlyingMove'),
    up: z.number().positive().nullable(),
    down: z.number().positive().nullable(),
  }),
  describe: ({ up, down }) =>
    `out when the index has moved ${[up === null ? '' : `${up} up`, down === null ? '' : `${down} down`].filter((w) => w !== '').join(' or ')} points since entry`,
  arm: ({ up, down }, { spot }) => {
    const ceiling = up === null ? Infinity : spot + up;
    const floor = down === null ? -Infinity : spot - down;
    return ({ day }, from, to) => {
      for (let t = from; t <= to; t++) if (day.spot[t] >= ceiling || day.spot[t] <= floor) return t;
      return NEVER;
    };
  },
});
