import { valueOption } from './pricing.ts';

/** One strike's open interest and the volatility its gamma is computed with. */
export interface StrikeInterest {
  /** Points. */
  readonly strike: number;
  /** A year. */
  readonly volatility: number;
  /** Contracts. */
  readonly callOpenInterest: number;
  readonly putOpenInterest: number;
}

/** Net dealer gamma, calls plus and puts minus, if the index stood at a level; its sign is the same in every unit. */
const netGammaAt = (rows: readonly StrikeInterest[], years: number, level: number): number =>
  rows.reduce((sum, { strike, volatility, callOpenInterest, putOpenInterest }) => {
    const { gamma } = valueOption({ right: 'call', spot: level, strike, years, volatility });
    return sum + gamma * (callOpenInterest - putOpenInterest);
  }, 0);

/** Level between two of opposite sign at which the sign changes, by bisection to 1e-9. */
const crossing = (sign: (level: number) => number, from: number, to: number): number => {
  const before = sign(from);
  let low = from;
  let high = to;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (sign(middle) === before) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/**
 * Every index level between the lowest and highest strike at which net dealer gamma changes sign, ascending.
 *
 * There may be none, one or several; "the" flip is not unique, so none is singled out.
 *
 * @param rows at least one, strikes ascending
 * @param years to expiry, above 0
 * @returns points, to 1e-9
 */
export const zeroGammaLevels = (rows: readonly StrikeInterest[], years: number): number[] => {
  const sign = (level: number): number => Math.sign(netGammaAt(rows, years, level));
  const levels: number[] = [];
  let from = Number.NaN;
  let before = 0;
  for (let level = rows[0].strike; level <= rows[rows.length - 1].strike; level++) {
    const after = sign(level);
    if (after === 0) continue;
    if (after === -before) levels.push(crossing(sign, from, level));
    from = level;
    before = after;
  }
  return levels;
};
