import type { ChainDay } from '../market/index.ts';
import type { Study, StudyResult } from '../backtest/index.ts';
import { runStudy } from '../backtest/index.ts';
import type { Figures } from './figures.ts';
import { figuresOf, meanOf } from './figures.ts';

/** Session results of a study at traded size, cents; sessions left out for want of a settlement are not there. */
export const dailyOf = (result: StudyResult, startingEquity: number): Float64Array =>
  Float64Array.from(result.equity, ({ equity }, i) => equity - (i === 0 ? startingEquity : result.equity[i - 1].equity));

/** A configuration run whole by the engine: what the shared evaluation must equal, and the only way for plans it cannot share. */
export const evaluateWhole = (days: Iterable<ChainDay>, study: Study): { readonly figures: Figures; readonly daily: Float64Array; readonly result: StudyResult } => {
  const result = runStudy(days, { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
  const startingEquity = Math.round(study.risk.account.startingEquity * 100);
  const daily = dailyOf(result, startingEquity);
  const booked = result.trades.filter(({ isShadow }) => !isShadow);
  const sum = (of: (pnl: number) => number): number => booked.reduce((total, { pnl }) => total + of(pnl), 0);
  const account = {
    daily, startingEquity,
    trades: booked.length,
    wins: booked.filter(({ pnl }) => pnl > 0).length,
    grossWin: sum((pnl) => Math.max(0, pnl)),
    grossLoss: sum((pnl) => Math.max(0, -pnl)),
    endingEquity: result.equity.at(-1)?.equity ?? startingEquity,
    isHalted: result.halted !== undefined,
  };
  return { figures: figuresOf(account, meanOf(Float64Array.from(result.trades, ({ pnlPerContract }) => pnlPerContract))), daily, result };
};

/** Whether a plan's entries or results depend on its own book in ways shared entries cannot follow. */
export const needsWhole = ({ strategy: { entry, exits } }: Study): boolean =>
  entry.gates.some(({ kind }) => kind === 'strikeConflict') || exits.rules.some(({ kind }) => kind === 'stagedTarget');
