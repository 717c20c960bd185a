import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { bases, NEVER } from '../view.ts';

/** Out when a contract has lost so many dollars. */
export const dollarStop = defineExitRule({
  kind: 'dollarStop',
  schema: z.strictObject({ kind: z.literal('dollarStop'), basis: z.enum(bases), dollars: z.number().positive() }),
  describe: ({ dollars, basis }) => `out at a loss of $${dollars} a contract on the ${basis} mark`,
  arm: ({ basis, dollars }, { credit }) => {
    const stop = credit + dollars;
    return ({ marks }, from, to) => {
      const debit = marks[basis];
      for (let t = from; t <= to; t++) if (debit[t] >= stop) return t;
      return NEVER;
    };
  },
});
