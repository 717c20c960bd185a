import { InvariantError } from '../kernel/index.ts';
import type { RiskConfig, Sized, Sizer, SizingAsk } from '../strategy/index.ts';
import { isHalted, sizerOf } from '../strategy/index.ts';

/** One account over a study: realised equity in cents, the sizer's memory, and whether it has halted. */
export interface StudyAccount {
  readonly equity: () => number;
  readonly isHalted: () => boolean;
  readonly haltedOn: () => { readonly date: string; readonly equity: number } | undefined;
  readonly size: (ask: SizingAsk) => Sized;
  readonly belief: Sizer['belief'];
  /** Books a finished trade at traded size. Shadow trades are not booked. */
  readonly book: (trade: { readonly contracts: number; readonly pnl: number; readonly pnlPerContract: number; readonly maxLoss: number; readonly date: string }) => void;
}

/** Opens an account at its starting equity. A halt is latched: after it every size is zero. */
export const openAccount = (risk: RiskConfig): StudyAccount => {
  const sizer = sizerOf(risk.sizing, risk.account);
  let equity = Math.round(risk.account.startingEquity * 100);
  let halted: { date: string; equity: number } | undefined;
  return {
    equity: () => equity,
    isHalted: () => halted !== undefined,
    haltedOn: () => halted,
    size: (ask) => (halted === undefined ? sizer.size(ask) : { contracts: 0, because: 'halted' }),
    belief: sizer.belief,
    book: ({ contracts, pnl, pnlPerContract, maxLoss, date }) => {
      if (contracts === 0) return;
      if (!Number.isInteger(pnl)) throw new InvariantError(`a result of ${pnl} cents`);
      equity += pnl;
      sizer.record(pnlPerContract, maxLoss);
      if (halted === undefined && isHalted(equity, risk.account)) halted = { date, equity };
    },
  };
};
