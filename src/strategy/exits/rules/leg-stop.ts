import { z } from 'zod';
import { contractOffset, strikeIndex } from '../../../market/index.ts';
import { shortLegs } from '../../spread.ts';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Out when any short leg, alone, costs a multiple of what it cost at the fill row. Judged at its mid. */
export const legStop = defineExitRule({
  kind: 'legStop',
  schema: z.strictObject({ kind: z.literal('legStop'), multiple: z.number().gt(1) }),
  describe: ({ multiple }) => `out when a short leg costs ${multiple} times its entry price`,
  arm: ({ multiple }, { spread, row }) => ({ day }, from, to) => {
    let first = NEVER;
    for (const leg of shortLegs(spread)) {
      const k = strikeIndex(day, leg.strike);
      if (k < 0) continue;
      const at = contractOffset(day, leg.right, k);
      const stop = ((day.bid[at + row] + day.ask[at + row]) / 2) * multiple;
      for (let t = from; t <= Math.min(to, first - 1); t++) if ((day.bid[at + t] + day.ask[at + t]) / 2 >= stop) first = t;
    }
    return first;
  },
});
