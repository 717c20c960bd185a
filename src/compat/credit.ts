import { valueOption } from '../market/index.ts';
import type { Spread } from '../strategy/index.ts';

const SESSION_HOURS = 6.5;
const RATE = 0.05;
const LEAST_CREDIT = 0.05;

/**
 * The published backtest's credit: Black and Scholes at VIX, trading hours left over 252 days of 6.5, 5% rate, each
 * vertical at least 0.05. Points.
 *
 * @param hoursLeft to the close
 * @see Black and Scholes, 1973, doi:10.1086/260062
 */
export const publishedCredit = (spread: Spread, spot: number, vix: number, hoursLeft: number): number => {
  const years = hoursLeft / (252 * SESSION_HOURS);
  let credit = 0;
  for (const right of ['call', 'put'] as const) {
    const legs = spread.legs.filter((leg) => leg.right === right);
    if (legs.length === 0) continue;
    let side = 0;
    for (const leg of legs) side -= leg.ratio * valueOption({ right, spot, strike: leg.strike, years, volatility: vix / 100, rate: RATE }).price;
    credit += Math.max(LEAST_CREDIT, side);
  }
  return credit;
};
