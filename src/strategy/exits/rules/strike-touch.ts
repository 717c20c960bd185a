import { z } from 'zod';
import { shortLegs } from '../../spread.ts';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Out when the index comes within a cushion of a short strike. */
export const strikeTouch = defineExitRule({
  kind: 'strikeTouch',
  schema: z.strictObject({
    kind: z.literal('strikeTouch'),
    /** Points before the strike; negative lets the index pass it by so many. */
    cushion: z.number(),
  }),
  describe: ({ cushion }) => `out when the index comes within ${cushion} points of a short strike`,
  arm: ({ cushion }, { spread }) => {
    const shorts = shortLegs(spread);
    const floor = Math.max(-Infinity, ...shorts.filter((leg) => leg.right === 'put').map((leg) => leg.strike + cushion));
    const ceiling = Math.min(Infinity, ...shorts.filter((leg) => leg.right === 'call').map((leg) => leg.strike - cushion));
    return ({ day }, from, to) => {
      for (let t = from; t <= to; t++) if (day.spot[t] <= floor || day.spot[t] >= ceiling) return t;
      return NEVER;
    };
  },
});
