import type { ChainDay } from '../../market/index.ts';
import type { Opened } from '../book.ts';
import type { ExitsConfig } from './index.ts';
import { profitDebit } from './profit-debit.ts';
import { targetAt } from './rules/profit-target.ts';
import { stopLossDebit } from './rules/stop-loss.ts';

/** Debits at which a plan's first target and first stop act, price cents; NaN where it has none. */
export interface ExitLevels {
  readonly target: number;
  readonly stop: number;
}

/** Levels of a position at a row. */
export const exitLevels = (exits: ExitsConfig, opened: Opened, day: ChainDay, t: number): ExitLevels => {
  const target = exits.rules.find((rule) => rule.kind === 'profitTarget');
  const stop = exits.rules.find((rule) => rule.kind === 'stopLoss');
  const minutes = target?.clock === 'left' ? day.context.closeMinute - day.minutes[t] : day.minutes[t] - opened.minute;
  return {
    target: target === undefined ? NaN : profitDebit(opened.credit, targetAt(target.schedule, Math.max(0, minutes) / 60)),
    stop: stop === undefined ? NaN : stopLossDebit(opened.credit, stop.stopLossPercent),
  };
};
