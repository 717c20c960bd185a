import { z } from 'zod';
import type { ChainDay } from '../../../market/index.ts';
import { contractOffset, impliedVolatility, MINUTES_PER_YEAR, strikeIndex, valueOption } from '../../../market/index.ts';
import type { Leg } from '../../spread.ts';
import { shortLegs } from '../../spread.ts';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Size of a leg's delta from its own mid at a row; NaN when not quoted or below intrinsic. */
const deltaAt = (day: ChainDay, leg: Leg, t: number): number => {
  const k = strikeIndex(day, leg.strike);
  if (k < 0) return NaN;
  const at = contractOffset(day, leg.right, k) + t;
  const terms = {
    right: leg.right, spot: day.spot[t], strike: leg.strike,
    years: Math.max(0, day.context.closeMinute - day.minutes[t]) / MINUTES_PER_YEAR,
  };
  const mid = (day.bid[at] + day.ask[at]) / 200;
  if (Number.isNaN(mid) || Number.isNaN(terms.spot)) return NaN;
  const volatility = impliedVolatility(terms, mid);
  return volatility === undefined ? NaN : Math.abs(valueOption({ ...terms, volatility }).delta);
};

/** Out when a short leg's delta, from its own quote, reaches a size. */
export const deltaExit = defineExitRule({
  kind: 'delta',
  schema: z.strictObject({ kind: z.literal('delta'), max: z.number().gt(0).max(1) }),
  describe: ({ max }) => `out when a short leg's delta reaches ${max}`,
  arm: ({ max }, { spread }) => {
    const shorts = shortLegs(spread);
    return ({ day }, from, to) => {
      for (let t = from; t <= to; t++) if (shorts.some((leg) => deltaAt(day, leg, t) >= max)) return t;
      return NEVER;
    };
  },
});
