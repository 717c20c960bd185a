import { z } from 'zod';
import { openStream } from '../kernel/index.ts';

/**
 * Gap risk at stops: the index may jump against the position between the trigger and the fill.
 *
 * Null is no gap model, and says so.
 */
export const gapSchema = z
  .strictObject({
    seed: z.int(),
    /** Chance that a stop meets a gap. */
    chance: z.number().min(0).max(1),
    /** Mean size of a gap, points of the index. */
    meanPoints: z.number().positive(),
    /** Minutes before the close from which gaps are `lateFactor` times as large. */
    lateMinutes: z.number().min(0),
    lateFactor: z.number().min(1),
  })
  .nullable();
export type GapConfig = z.infer<typeof gapSchema>;

/** The moment a stop fills. */
export interface GapMoment {
  readonly date: string;
  /** Minute of the entry fill, which with the date numbers the draw. */
  readonly entryMinute: number;
  /** Points to the nearest short strike; negative is in the money. */
  readonly distance: number;
  readonly minutesLeft: number;
}

/**
 * Extra debit of a stop fill, price cents, before the cap at the package's width.
 *
 * A gap is exponential; a point of it costs up to a point of debit near or through the short strike, and less with
 * distance. Draws are numbered by session and entry minute, so two studies meet the same gaps: a wider model never helps.
 */
export const gapDebit = (gap: GapConfig, moment: GapMoment): number => {
  if (gap === null || gap.chance === 0) return 0;
  const rng = openStream(gap.seed, Number(moment.date.replaceAll('-', '')), moment.entryMinute);
  const meets = rng.real() < gap.chance;
  const size = -Math.log(1 - rng.real());
  if (!meets) return 0;
  const mean = gap.meanPoints * (moment.minutesLeft <= gap.lateMinutes ? gap.lateFactor : 1);
  return 100 * mean * size * Math.exp(-Math.max(0, moment.distance) / (2 * mean));
};
