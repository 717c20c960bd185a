/** Draws of one trade, all in [0, 1): always the same number, so that turning one overlay on leaves the others' draws alone. */
export interface OverlayDraws {
  readonly stop: number;
  readonly which: number;
  readonly gap: number;
  readonly size: number;
  readonly worst: number;
}

/** A worse result a trade may have instead of its own. Cents per contract; infinite where it leaves the trade alone. */
export type Injury = (trade: number, draws: OverlayDraws) => number;
