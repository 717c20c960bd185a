import { ConfigError, mustBe } from '../kernel/index.ts';
import { normalDensity } from './normal.ts';
import type { OptionTerms } from './pricing.ts';
import { outOfMoneyValue } from './pricing.ts';

/**
 * Total deviation at which the out-of-the-money value equals a target below its upper bound.
 *
 * Newton on the logarithm of the value, kept inside a bracket by bisection: the logarithm stays well scaled where the
 * value itself vanishes.
 */
const solveDeviation = (forward: number, strike: number, target: number): number => {
  const logTarget = Math.log(target);
  let low = 0;
  let high = 0.01;
  while (outOfMoneyValue(forward, strike, high) < target) high *= 2;
  let deviation = high;
  for (let i = 0; i < 200; i++) {
    const value = outOfMoneyValue(forward, strike, deviation);
    if (value < target) low = deviation;
    else high = deviation;
    const slope = forward * normalDensity(Math.log(forward / strike) / deviation + deviation / 2);
    const newton = deviation - ((Math.log(value) - logTarget) * value) / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - deviation) <= 1e-15 * deviation) return next;
    deviation = next;
  }
  return deviation;
};

/**
 * Volatility at which Black-Scholes-Merton gives a price.
 *
 * @param terms the option without its volatility
 * @param price points
 * @returns undefined where none exists: at expiry, at or below discounted intrinsic, at or above the upper bound, or NaN
 * @throws ConfigError when the time to expiry is negative
 * @example impliedVolatility({ right: 'put', spot: 6000, strike: 6000, years: 390 / MINUTES_PER_YEAR }, 10) // about 0.153
 */
export const impliedVolatility = (terms: Omit<OptionTerms, 'volatility'>, price: number): number | undefined => {
  const { right, spot, strike, years, rate = 0, dividendYield = 0 } = terms;
  if (years < 0) throw new ConfigError('option-terms', mustBe('time to expiry', 'at least 0', years, 'check the expiry and the clock'));
  const forward = spot * Math.exp((rate - dividendYield) * years);
  const inMoney = Math.max(0, right === 'call' ? forward - strike : strike - forward);
  const timeValue = price * Math.exp(rate * years) - inMoney;
  const bound = Math.min(forward, strike);
  if (!(years > 0 && timeValue > 0 && timeValue < bound)) return undefined;
  return solveDeviation(forward, strike, timeValue) / Math.sqrt(years);
};
