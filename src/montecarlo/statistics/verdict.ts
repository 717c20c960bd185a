import { dollarText, percentText } from '../../kernel/index.ts';
import type { Estimate } from './interval.ts';
import type { EnsembleSummary } from './summary.ts';

/** One resampling assumption and what it says. Money in cents. */
export interface PanelRow {
  readonly method: string;
  readonly describe: string;
  readonly pnl5: Estimate;
  readonly pnl50: Estimate;
  readonly loss: Estimate;
  readonly halt: Estimate;
  /** 95th percentile of the largest drawdown, share of the peak. */
  readonly drawdown95: Estimate;
}

const named = <Row extends Estimate>(rows: readonly Row[], is: (row: Row) => boolean): Estimate => {
  const { value, low, high } = rows.find(is) as Row;
  return { value, low, high };
};

export const panelRow = (method: string, describe: string, summary: EnsembleSummary): PanelRow => ({
  method,
  describe,
  pnl5: named(summary.pnl, ({ percent }) => percent === 5),
  pnl50: named(summary.pnl, ({ percent }) => percent === 50),
  loss: named(summary.probabilities, ({ id }) => id === 'loss'),
  halt: named(summary.probabilities, ({ id }) => id === 'halt'),
  drawdown95: named(summary.drawdown.fraction, ({ percent }) => percent === 95),
});

/** `gains`: even the worst assumption's 5th percentile gains, error included. `loses`: its median loses, error included. */
export interface Verdict {
  readonly answer: 'gains' | 'uncertain' | 'loses';
  /** The row with the lowest 5th percentile. */
  readonly worst: PanelRow;
  /** How much lower that is than the highest row's, in cents. */
  readonly spread: number;
  readonly sentence: string;
}

const answerOf = ({ pnl5, pnl50 }: PanelRow): Verdict['answer'] => {
  if (pnl5.low !== null && pnl5.low > 0) return 'gains';
  return pnl50.high !== null && pnl50.high < 0 ? 'loses' : 'uncertain';
};

/**
 * The verdict of a dependence panel: the worst assumption decides.
 *
 * @param rows at least one
 */
export const verdictOf = (rows: readonly PanelRow[], sessions: number): Verdict => {
  const worst = rows.reduce((low, row) => (row.pnl5.value < low.pnl5.value ? row : low));
  const best = rows.reduce((high, row) => (row.pnl5.value > high.pnl5.value ? row : high));
  const range = worst.loss.low === null || worst.loss.high === null ? '' : ` [${percentText(worst.loss.low)}, ${percentText(worst.loss.high)}]`;
  return {
    answer: answerOf(worst),
    worst,
    spread: best.pnl5.value - worst.pnl5.value,
    sentence: `Over ${sessions} sessions the chance of losing money is ${percentText(worst.loss.value)}${range} and of a halt ${percentText(worst.halt.value)}; `
      + `the median result is ${dollarText(worst.pnl50.value)}, the 5th percentile ${dollarText(worst.pnl5.value)}. `
      + `All ${rows.length === 1 ? `under one resampling assumption` : `under the worst of ${rows.length} resampling assumptions`}: ${worst.describe}.`,
  };
};
