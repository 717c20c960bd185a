import type { SessionDate } from '../kernel/index.ts';
import { points } from '../kernel/index.ts';
import type { ChainDay } from './chain-day.ts';
import type { DailyHistory } from './daily-history.ts';
import { contextBefore, officialClose } from './daily-history.ts';

/** A day's quotes before history and settlement are known. */
export type QuoteDay = Omit<ChainDay, 'context' | 'settlement' | 'vix'>;

/** Where a session's quotes lie in the buffer. */
export interface PackedDay {
  readonly date: SessionDate;
  /** Bytes. */
  readonly offset: number;
  readonly rows: number;
  readonly strikes: number;
}

/** Sessions' quotes as two bytes a price. */
export interface PackedQuotes {
  readonly buffer: ArrayBufferLike;
  readonly days: readonly PackedDay[];
}

/** Many sessions' quotes in one buffer that threads share, with the closes around them. */
export interface PackedDays extends PackedQuotes {
  readonly buffer: SharedArrayBuffer;
  readonly history: DailyHistory;
}

const NO_QUOTE = 65535;
/** Price cents: 655.34 points. */
const HIGHEST_PACKED = 65534;

const views = (buffer: ArrayBufferLike, offset: number, T: number, K: number) => {
  const reals = offset + 8 * (5 * K + T);
  const quotes = reals + 4 * K * T;
  return {
    strikes: new Float64Array(buffer, offset, K),
    spot: new Float64Array(buffer, offset + 8 * K, T),
    openInterest: new Float64Array(buffer, offset + 8 * (K + T), 2 * K),
    interestFrom: new Float64Array(buffer, offset + 8 * (3 * K + T), 2 * K),
    bid: new Uint16Array(buffer, reals, 2 * K * T),
    ask: new Uint16Array(buffer, quotes, 2 * K * T),
    minutes: new Uint16Array(buffer, quotes + 4 * K * T, T),
  };
};

const packedBytes = (T: number, K: number): number => Math.ceil((8 * (5 * K + T) + 8 * K * T + 2 * T) / 8) * 8;

/**
 * One session's quotes as bytes.
 *
 * @param day whole price cents, stride equal to rows
 * @returns the bytes, and how many prices above 655.34 points were left out
 */
export const packDay = (day: QuoteDay): { readonly bytes: Uint8Array; readonly tooHigh: number } => {
  const buffer = new ArrayBuffer(packedBytes(day.rows, day.strikes.length));
  const packed = views(buffer, 0, day.rows, day.strikes.length);
  packed.strikes.set(day.strikes);
  packed.spot.set(day.spot);
  packed.minutes.set(day.minutes);
  packed.openInterest.fill(Number.NaN).set(day.openInterest?.contracts ?? []);
  packed.interestFrom.fill(Number.NaN).set(day.openInterest?.knownFrom ?? []);
  let tooHigh = 0;
  const pack = (from: Float64Array, to: Uint16Array): void => {
    for (let c = 0; c < from.length; c++) {
      if (from[c] > HIGHEST_PACKED) tooHigh++;
      to[c] = from[c] <= HIGHEST_PACKED ? from[c] : NO_QUOTE;
    }
  };
  pack(day.bid, packed.bid);
  pack(day.ask, packed.ask);
  return { bytes: new Uint8Array(buffer), tooHigh };
};

/** Index level and minute of session i's last row that has a level; undefined when none has. */
export const lastLevel = (
  { buffer, days }: PackedQuotes,
  i: number,
): { readonly level: number; readonly minute: number } | undefined => {
  const { spot, minutes } = views(buffer, days[i].offset, days[i].rows, days[i].strikes);
  const last = spot.findLastIndex((level) => !Number.isNaN(level));
  return last < 0 ? undefined : { level: spot[last], minute: minutes[last] };
};

const unpack = (from: Uint16Array): Float64Array => {
  const to = new Float64Array(from.length);
  for (let c = 0; c < from.length; c++) to[c] = from[c] === NO_QUOTE ? Number.NaN : from[c];
  return to;
};

/**
 * Session i as a chain.
 *
 * The VIX of every row is the previous session's close, the latest value certainly known at it; the settlement is the
 * official close, undefined when none is known.
 */
export const unpackDay = (packed: PackedQuotes & Pick<PackedDays, 'history'>, i: number): ChainDay => {
  const { date, offset, rows, strikes } = packed.days[i];
  const view = views(packed.buffer, offset, rows, strikes);
  const context = contextBefore(packed.history, date);
  const close = officialClose(packed.history, date);
  return {
    date,
    rows,
    stride: rows,
    minutes: view.minutes.slice(),
    strikes: view.strikes.slice(),
    spot: view.spot.slice(),
    vix: new Float64Array(rows).fill(context.previousVix),
    bid: unpack(view.bid),
    ask: unpack(view.ask),
    openInterest: view.openInterest.every(Number.isNaN)
      ? undefined
      : { contracts: view.openInterest.slice(), knownFrom: view.interestFrom.slice() },
    context,
    settlement: close === undefined ? undefined : points(close),
  };
};

/**
 * The same quotes with only some sessions in them, and nothing known after the last: no later session, no later close.
 *
 * What chooses a plan gets this, so that what judges it stays unseen.
 */
export const onlySessions = (packed: PackedDays, dates: ReadonlySet<string>): PackedDays => {
  const days = packed.days.filter(({ date }) => dates.has(date));
  const last = days.at(-1)?.date ?? '';
  const known = packed.history.dates.filter((date) => date <= last).length;
  const { dates: all, closes, vixCloses } = packed.history;
  return { buffer: packed.buffer, days, history: { dates: all.slice(0, known), closes: closes.slice(0, known), vixCloses: vixCloses.slice(0, known) } };
};
