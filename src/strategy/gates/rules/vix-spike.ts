import { z } from 'zod';
import { rowBefore } from '../../lookback.ts';
import { defineGate } from '../define-gate.ts';

/** VIX must not have risen by more than a share within some minutes. Needs an intraday VIX: not evaluable on a daily one. */
export const vixSpike = defineGate({
  kind: 'vixSpike',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('vixSpike'), minutes: z.number().positive(), maxRisePercent: z.number().positive() }),
  describe: ({ minutes, maxRisePercent }) => `VIX up no more than ${maxRisePercent}% in ${minutes} minutes`,
  judge: ({ minutes, maxRisePercent }, { day, t }) => {
    const from = rowBefore(day, t, minutes);
    const moved = day.vix.subarray(0, t + 1).some((value) => value !== day.vix[0]);
    if (from < 0 || !moved || Number.isNaN(day.vix[t]) || Number.isNaN(day.vix[from])) return 'notEvaluable';
    return (day.vix[t] / day.vix[from] - 1) * 100 > maxRisePercent ? 'block' : 'pass';
  },
});
