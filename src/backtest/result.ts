import type { Exit, Held, Part } from './orders.ts';

/** What a position came to, its parts and its last exit together. Price cents and cents a contract; `pnl` at traded size. */
export interface Result {
  readonly debit: number;
  readonly exitMid: number;
  readonly fees: number;
  readonly pnlPerContract: number;
  readonly pnl: number;
}

/** Whole contracts each part closes: rounded down, so that the last exit takes what is left. */
const lotsOf = (parts: readonly Part[], contracts: number): number[] => parts.map(({ share }) => Math.floor(share * contracts + 1e-9));

/**
 * Adds up a position.
 *
 * Without parts the result at traded size is contracts times the result a contract. With parts the figures a contract are
 * averages over the contracts, or over the shares for a shadow trade, rounded to the cent.
 */
export const resultOf = (held: Held, exit: Exit): Result => {
  const { credit, contracts } = held.opened;
  const each = (end: Exit): number => Math.round((credit - end.debit) * 100) - held.entryFees - end.fees;
  if (held.parts.length === 0) {
    const pnlPerContract = each(exit);
    return { debit: exit.debit, exitMid: exit.mid, fees: held.entryFees + exit.fees, pnlPerContract, pnl: contracts * pnlPerContract };
  }
  const lots = contracts > 0 ? lotsOf(held.parts, contracts) : held.parts.map(({ share }) => share);
  const all = contracts > 0 ? contracts : 1;
  const ends = [...held.parts.map((part) => part.exit), exit];
  const weights = [...lots, all - lots.reduce((sum, lot) => sum + lot, 0)];
  const total = (of: (end: Exit) => number): number => ends.reduce((sum, end, i) => sum + weights[i] * of(end), 0);
  return {
    debit: total((end) => end.debit) / all,
    exitMid: total((end) => end.mid) / all,
    fees: Math.round(held.entryFees + total((end) => end.fees) / all),
    pnlPerContract: Math.round(total(each) / all),
    pnl: contracts > 0 ? total(each) : 0,
  };
};
