import { ConfigError, mustBe } from '../kernel/index.ts';
import type { Right } from './chain-day.ts';
import { cumulativeNormal, normalDensity } from './normal.ts';

/** Minutes in the year this workbench measures time to expiry in: 365 calendar days. */
export const MINUTES_PER_YEAR = 525_600;

/** What a European option's price depends on. */
export interface OptionTerms {
  readonly right: Right;
  /** Index level, points. */
  readonly spot: number;
  /** Points. */
  readonly strike: number;
  /** Years of 365 days to expiry, at least 0. */
  readonly years: number;
  /** Volatility a year, 0.15 is 15 %. */
  readonly volatility: number;
  /** Continuous interest rate a year; 0 when left out. */
  readonly rate?: number;
  /** Continuous dividend yield a year; 0 when left out. */
  readonly dividendYield?: number;
}

export interface OptionValue {
  /** Points. */
  readonly price: number;
  /** Per point of index. */
  readonly delta: number;
  /** Per point squared. */
  readonly gamma: number;
  /** Per 1.00 of volatility. */
  readonly vega: number;
  /** Per year of 365 days, negative for decay. */
  readonly theta: number;
}

/**
 * Undiscounted value of the option that is out of the money on a lognormal forward, priced directly.
 *
 * Pricing the other side and subtracting would leave round-off noise where the true value is tiny. Below the smallest normal
 * number the two terms keep too few digits for their difference to keep its sign, so it is kept here: no option is worth less
 * than nothing.
 *
 * @param deviation total standard deviation to expiry, above 0
 */
export const outOfMoneyValue = (forward: number, strike: number, deviation: number): number => {
  const d1 = Math.log(forward / strike) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  const value = strike > forward
    ? forward * cumulativeNormal(d1) - strike * cumulativeNormal(d2)
    : strike * cumulativeNormal(-d2) - forward * cumulativeNormal(-d1);
  return Math.max(0, value);
};

/** At expiry, or without volatility, an option is worth its discounted intrinsic value. */
const limitValue = (terms: OptionTerms, forwardFactor: number, discount: number): OptionValue => {
  const sign = terms.right === 'call' ? 1 : -1;
  const price = Math.max(0, sign * (terms.spot * forwardFactor - terms.strike * discount));
  const live = price > 0 ? sign : 0;
  const carry = (terms.dividendYield ?? 0) * terms.spot * forwardFactor - (terms.rate ?? 0) * terms.strike * discount;
  return { price, delta: live * forwardFactor, gamma: 0, vega: 0, theta: terms.years > 0 ? live * carry : 0 };
};

/**
 * Black-Scholes-Merton price and greeks, good down to the last minute before expiry.
 *
 * At expiry the price is intrinsic, delta 0 or +-1, the rest 0.
 *
 * @throws ConfigError when time or volatility is negative or not finite
 * @see Black and Scholes, 1973, doi:10.1086/260062; Merton, 1973, doi:10.2307/3003143
 * @example valueOption({ right: 'put', spot: 6000, strike: 5950, years: 60 / MINUTES_PER_YEAR, volatility: 0.15 }).price
 */
export const valueOption = (terms: OptionTerms): OptionValue => {
  const { right, spot, strike, years, volatility, rate = 0, dividendYield = 0 } = terms;
  if (!(years >= 0) || !(volatility >= 0)) {
    const where = years >= 0 ? 'volatility' : 'time to expiry';
    throw new ConfigError('option-terms', mustBe(where, 'at least 0', years >= 0 ? volatility : years, 'check the expiry and the clock'));
  }
  const discount = Math.exp(-rate * years);
  const carried = Math.exp(-dividendYield * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return limitValue(terms, carried, discount);
  const forward = (spot * carried) / discount;
  const d1 = Math.log(forward / strike) / deviation + deviation / 2;
  const sign = right === 'call' ? 1 : -1;
  const inMoney = Math.max(0, sign * (forward - strike));
  const price = discount * (inMoney + outOfMoneyValue(forward, strike, deviation));
  const density = normalDensity(d1) * carried;
  const delta = sign * carried * cumulativeNormal(sign * d1);
  const exercise = sign * discount * strike * cumulativeNormal(sign * (d1 - deviation));
  return {
    price,
    delta,
    gamma: density / (spot * deviation),
    vega: spot * density * Math.sqrt(years),
    theta: (-spot * density * volatility) / (2 * Math.sqrt(years)) - rate * exercise + dividendYield * spot * delta,
  };
};
