import { openStream, points, sessionDate } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import { closeMinuteOf, valueOption } from '../market/index.ts';
import type { Tape } from '../exchange/index.ts';
import { tapeOf } from '../exchange/index.ts';
import type { ChainSnapshot } from '../live/index.ts';
import { snapshotOf } from '../live/index.ts';

/** A made day: its tape, and its rows as the broker port shows them. */
export interface MadeDay {
  readonly tape: Tape;
  readonly rows: readonly ChainSnapshot[];
  /** Rows of the roster this day is an instance of. */
  readonly faults: readonly number[];
}

/** Sessions days are made for: plain ones, half days, and the first after the clocks change. */
const dates = ['2024-05-14', '2024-06-20', '2026-11-27', '2026-12-24', '2026-03-09', '2026-11-02', '2024-08-05', '2025-04-09'];

const CENTRE = 5000;
const EACH_SIDE = 9;
const YEAR = 525_600;

const faultsOf = (date: string, isWide: boolean, isPinned: boolean): number[] => [
  ...(closeMinuteOf(date) < 960 ? [25] : []), ...(date === '2026-03-09' ? [26] : []), ...(date === '2026-11-02' ? [27] : []),
  ...(isWide ? [39] : []), ...(isPinned ? [41] : []),
];

/** Makes one day: a walk of the index, fair values with ticked quotes around them, a settlement that may fall on a strike. */
const makeDay = (number: number): MadeDay => {
  const rng = openStream(0x6a6d, number);
  const date = sessionDate(dates[number % dates.length]);
  const closeMinute = closeMinuteOf(date);
  const step = [1, 2, 5][number % 3];
  const isWide = number % 4 === 1;
  const T = Math.floor((closeMinute - 570) / step);
  const strikes = Float64Array.from({ length: 2 * EACH_SIDE + 1 }, (_, k) => CENTRE + 5 * (k - EACH_SIDE));
  const minutes = Uint16Array.from({ length: T }, (_, t) => 570 + step * t);
  const spot = new Float64Array(T);
  const vix = new Float64Array(T).fill(14 + rng.below(6));
  const size = 2 * strikes.length;
  const bid = new Float64Array(size * T);
  const ask = new Float64Array(size * T);
  const volatility = 0.1 + 0.1 * rng.real();
  const deviation = CENTRE * volatility * Math.sqrt(step / YEAR) * 1.6;
  let level = CENTRE - 3 + 6 * rng.real();
  for (let t = 0; t < T; t++) {
    spot[t] = Math.round(level * 100) / 100;
    const years = (closeMinute - minutes[t]) / YEAR;
    const stretch = isWide && closeMinute - minutes[t] <= 60 ? 4 : 1;
    for (let r = 0; r < 2; r++) {
      for (let k = 0; k < strikes.length; k++) {
        const fair = valueOption({ right: r === 0 ? 'put' : 'call', spot: level, strike: strikes[k], years, volatility }).price * 100;
        const half = stretch * (2.5 + 0.02 * fair);
        const at = (r * strikes.length + k) * T + t;
        bid[at] = Math.max(0, 5 * Math.floor((fair - half) / 5));
        ask[at] = Math.max(bid[at] + 5, 5 * Math.ceil((fair + half) / 5));
      }
    }
    level += deviation * rng.normal();
  }
  const isPinned = number % 5 === 2;
  const nearest = strikes[Math.max(0, Math.min(strikes.length - 1, Math.round((level - CENTRE) / 5) + EACH_SIDE))];
  const settlement = isPinned ? nearest + [0, 0.01, -0.01][number % 3] : Math.round(level * 100) / 100;
  const day: ChainDay = {
    date, rows: T, stride: T, minutes, strikes, spot, vix, bid, ask, openInterest: undefined,
    context: { previousClose: CENTRE, previousVix: 15, closes: new Float64Array(0), vixCloses: new Float64Array(0), isFomc: false, closeMinute },
    settlement: points(settlement),
  };
  return { tape: tapeOf(day), rows: Array.from({ length: T }, (_, t) => snapshotOf(day, t)), faults: faultsOf(date, isWide, isPinned) };
};

const made = new Map<number, MadeDay>();
/** Days in the library. */
export const TAPES = 60;

/** Day of the library by its number; made once. */
export const madeDay = (number: number): MadeDay => {
  const known = made.get(number) ?? makeDay(number);
  made.set(number, known);
  return known;
};
