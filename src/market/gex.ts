import type { SessionDate } from '../kernel/index.ts';
import type { ChainDay } from './chain-day.ts';
import { contractOffset, openInterestAt } from './chain-day.ts';
import { impliedVolatility } from './implied-vol.ts';
import { MINUTES_PER_YEAR, valueOption } from './pricing.ts';
import { previousSession } from './session.ts';

/**
 * Unit of dealer gamma exposure. All take calls plus and puts minus: dealers long calls and short puts, which is an
 * assumption about who holds what, not a measurement.
 *
 * `dollars-per-100-percent` is the published bot's own unit; its "billions" are 100 times the usual figure.
 */
export type GexConvention = 'dollars-per-100-percent' | 'dollars-per-percent' | 'dollars-per-point';

const scaleOf = (convention: GexConvention, spot: number): number => {
  if (convention === 'dollars-per-point') return 100 * spot;
  return convention === 'dollars-per-percent' ? spot * spot : 100 * spot * spot;
};

/** Gamma and open interest at one strike. */
export interface StrikeGamma {
  /** Points. */
  readonly strike: number;
  /** Per point squared. */
  readonly callGamma: number;
  readonly putGamma: number;
  /** Contracts. */
  readonly callOpenInterest: number;
  readonly putOpenInterest: number;
}

export interface StrikeGex {
  readonly strike: number;
  /** In the profile's convention: calls 0 or more, puts 0 or less. */
  readonly call: number;
  readonly put: number;
  readonly net: number;
}

export interface GexProfile {
  readonly convention: GexConvention;
  /** Index level it was taken at, points. */
  readonly spot: number;
  /** Session after which the open interest was known: today's trades are not in it. */
  readonly openInterestFrom: SessionDate;
  readonly strikes: readonly StrikeGex[];
}

/**
 * Dealer gamma exposure by strike: gamma x open interest x 100 x S^2, times 0.01 per percent.
 *
 * @param openInterestFrom session after which the open interest was known
 * @see SqueezeMetrics, Gamma Exposure, 2017
 */
export const gexProfile = (
  rows: readonly StrikeGamma[],
  spot: number,
  openInterestFrom: SessionDate,
  convention: GexConvention,
): GexProfile => {
  const scale = scaleOf(convention, spot);
  const strikes = rows.map((row) => {
    const call = row.callGamma * row.callOpenInterest * scale;
    const put = -row.putGamma * row.putOpenInterest * scale;
    return { strike: row.strike, call, put, net: call + put };
  });
  return { convention, spot, openInterestFrom, strikes };
};

/** Sum of net exposure over the strikes, in the profile's convention. */
export const totalGex = (profile: GexProfile): number => profile.strikes.reduce((sum, row) => sum + row.net, 0);

/** Gamma of a strike at row t from the mid of its side out of the money; 0 when that side has no price. */
const gammaAt = (day: ChainDay, t: number, k: number): number => {
  const spot = day.spot[t];
  const strike = day.strikes[k];
  const right = strike < spot ? 'put' : 'call';
  const years = (day.context.closeMinute - day.minutes[t]) / MINUTES_PER_YEAR;
  const at = contractOffset(day, right, k) + t;
  const volatility = impliedVolatility({ right, spot, strike, years }, (day.bid[at] + day.ask[at]) / 200);
  return volatility === undefined ? 0 : valueOption({ right, spot, strike, years, volatility }).gamma;
};

/**
 * Exposure of the expiring chain at row t, its gammas implied by the quotes of that row.
 *
 * @returns undefined when no open interest is known at the row or the index is not known
 */
export const gexAt = (day: ChainDay, t: number, convention: GexConvention): GexProfile | undefined => {
  const { strikes } = day;
  const openInterest = openInterestAt(day, t);
  const spot = day.spot[t];
  if (openInterest === undefined || Number.isNaN(spot)) return undefined;
  const contracts = (contract: number): number => (Number.isNaN(openInterest[contract]) ? 0 : openInterest[contract]);
  const rows = Array.from(strikes, (strike, k) => {
    const gamma = gammaAt(day, t, k);
    return {
      strike,
      callGamma: gamma,
      putGamma: gamma,
      callOpenInterest: contracts(strikes.length + k),
      putOpenInterest: contracts(k),
    };
  });
  return gexProfile(rows, spot, previousSession(day.date), convention);
};
