import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';
import { stopLossDebit } from './stop-loss.ts';

/**
 * A stop behind a noise filter: a constant-velocity Kalman filter of the mid says how surprising recent marks are, and a
 * surprising mark may be waited out a few times.
 *
 * The published filter's own noise measure is not public; this one is the root of a running mean of squared normalised
 * innovations.
 * @see Kalman, 1960, doi:10.1115/1.3662552
 */
export const filteredStop = defineExitRule({
  kind: 'filteredStop',
  schema: z.strictObject({
    kind: z.literal('filteredStop'),
    stopLossPercent: z.number().gt(0).max(2000),
    graceSeconds: z.number().min(0),
    processNoise: z.number().positive(),
    /** Points. */
    measurementNoise: z.number().positive(),
    /** Noise above this is waited out, at most `maxWaits` marks in a row. */
    noisy: z.number().positive(),
    maxWaits: z.int().min(0),
  }),
  describe: ({ stopLossPercent, maxWaits }) =>
    `out at a loss of ${stopLossPercent}% of the credit, waiting out up to ${maxWaits} noisy marks`,
  arm: (p, opened) => {
    const stop = stopLossDebit(opened.credit, p.stopLossPercent);
    const earliest = opened.minute + p.graceSeconds / 60;
    return ({ marks, day }, from, to) => {
      const noise = noiseFilter(p.processNoise, p.measurementNoise * 100);
      let waits = 0;
      for (let t = from; t <= to; t++) {
        const mid = marks.mid[t];
        if (Number.isNaN(mid)) continue;
        const level = noise(mid);
        if (marks.natural[t] < stop || day.minutes[t] < earliest) waits = 0;
        else if (level > p.noisy && waits < p.maxWaits) waits++;
        else return t;
      }
      return NEVER;
    };
  },
});

/** Running noise level of a series under a constant-velocity model with unit time steps. */
const noiseFilter = (processNoise: number, measurementNoise: number): ((value: number) => number) => {
  let level = NaN;
  let speed = 0;
  let [a, b, c] = [1e4, 0, 1e2];
  let mean = 1;
  const r = measurementNoise * measurementNoise;
  return (value) => {
    if (Number.isNaN(level)) {
      level = value;
      return 1;
    }
    level += speed;
    [a, b, c] = [a + 2 * b + c + processNoise / 4, b + c + processNoise / 2, c + processNoise];
    const innovation = value - level;
    const spread = a + r;
    const [gainLevel, gainSpeed] = [a / spread, b / spread];
    level += gainLevel * innovation;
    speed += gainSpeed * innovation;
    [a, b, c] = [(1 - gainLevel) * a, (1 - gainLevel) * b, c - gainSpeed * b];
    mean = 0.8 * mean + 0.2 * ((innovation * innovation) / spread);
    return Math.sqrt(mean);
  };
};
