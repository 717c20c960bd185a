import { contractOf } from './tape.ts';

/** Cents an option pays its holder at a level, points. */
export const intrinsicCents = (symbol: string, date: string, level: number): number => {
  const contract = contractOf(symbol, date);
  if (contract === undefined) return 0;
  const points = contract.right === 'put' ? contract.strike - level : level - contract.strike;
  return Math.round(Math.max(0, points) * 10_000);
};

/** Cents a defined-risk package can lose at worst, by its strikes alone; Infinity when a short is uncovered. */
export const worstLoss = (legs: readonly { readonly symbol: string; readonly quantity: number }[], date: string): number => {
  const known = legs.map(({ symbol, quantity }) => ({ quantity, contract: contractOf(symbol, date) }));
  if (known.some(({ contract }) => contract === undefined)) return Number.POSITIVE_INFINITY;
  const strikes = known.map(({ contract }) => contract?.strike ?? 0);
  const calls = known.reduce((sum, { quantity, contract }) => sum + (contract?.right === 'call' ? quantity : 0), 0);
  if (calls < 0) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (const level of [0, ...strikes, Math.max(...strikes) + 1000]) {
    const value = known.reduce((sum, { quantity }, i) => sum + quantity * intrinsicCents(legs[i].symbol, date, level), 0);
    worst = Math.max(worst, -value);
  }
  return worst;
};
