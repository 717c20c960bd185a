import { gexPinSetup, presetPlans, roundHalfEven } from '../strategy/index.ts';
import type { GexPinConfig, Spread } from '../strategy/index.ts';
import { publishedCredit } from './credit.ts';
import type { CompatDay } from './days.ts';

/** How entries are priced. */
export interface EntryMethod {
  /** Index level every slot of the day enters at. The published code takes the close. */
  readonly at: 'close' | 'open';
  /** Volatility the credit is priced with, as a share of VIX. Published: 1. */
  readonly volatility: number;
}

/** A trade the published filters let through, before the fill lottery. Points. */
export interface CompatCandidate {
  /** Hours since the open. */
  readonly hours: number;
  readonly spot: number;
  readonly spread: Spread;
  readonly credit: number;
}

export interface CandidateDay {
  readonly day: CompatDay;
  readonly candidates: readonly CompatCandidate[];
  /** Slots refused because VIX was 20 or more. */
  readonly vixSkips: number;
}

/** 9:36, 10:00, 10:30, 11:00, 11:30, 12:00, 12:30. */
const slots = [0.1, 0.5, 1, 1.5, 2, 2.5, 3];
const SESSION_HOURS = 6.5;
const LEAST_CREDIT = 1;

/** Least credit by time of day: before noon, before one, later. */
const creditFloor = (hours: number): number => (hours < 2.5 ? 1.25 : hours < 3.5 ? 1.5 : 2);

const setup = presetPlans['seed-bt3y'].strategy.setup as GexPinConfig;

/** The published signals of each day, from its own bar and yesterday's close. The pin is that close rounded to 25. */
export const candidatesOf = (days: readonly CompatDay[], method: EntryMethod): CandidateDay[] =>
  days.map((day, i) => {
    const pin = roundHalfEven(i === 0 ? day.open : days[i - 1].close, 25);
    const spot = day[method.at];
    if (day.skip !== null) return { day, candidates: [], vixSkips: 0 };
    const shape = gexPinSetup(setup, pin, spot, day.vix);
    if (typeof shape === 'string') return { day, candidates: [], vixSkips: shape === 'vixTooHigh' ? slots.length : 0 };
    const { spread } = shape;
    const candidates = slots
      .map((hours) => ({ hours, spot, spread, credit: publishedCredit(spread, spot, day.vix * method.volatility, SESSION_HOURS - hours) }))
      .filter(({ hours, credit }) => credit >= LEAST_CREDIT && credit >= creditFloor(hours));
    return { day, candidates, vixSkips: 0 };
  });
