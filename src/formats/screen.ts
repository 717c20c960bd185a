import { DataError, mustBe, priceCentsFromPoints } from '../kernel/index.ts';
import type { Right } from '../market/index.ts';
import { OPEN_MINUTE, closeMinuteOf, hasZeroDayExpiry, isDay, onCalendar } from '../market/index.ts';
import type { ChainRow, RejectCode, RowSink, SkipCode } from './chain-row.ts';

/** A vendor's row before it is judged. Prices in points; undefined = the cell held no number, NaN = it was empty. */
export interface RawRow {
  readonly root: string;
  readonly date: string;
  readonly minute: number | undefined;
  readonly expiry: string;
  readonly right: Right | undefined;
  readonly strike: number | undefined;
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  readonly spot: number | undefined;
  readonly openInterest: number | undefined;
}

/**
 * A bid and ask of a vendor that writes "nobody bids" as an empty or zero cell beside an ask.
 *
 * @returns the bid as 0 when only the ask is there
 */
export const oneSided = (bid: number | undefined, ask: number | undefined): { readonly bid: number | undefined; readonly ask: number | undefined } => ({
  bid: bid !== undefined && Number.isNaN(bid) && ask !== undefined && ask > 0 ? 0 : bid,
  ask: ask !== undefined && Number.isNaN(ask) && bid !== undefined && bid >= 0 ? 0 : ask,
});

/** `call` and `put` however a vendor writes them. */
export const rightOf = (text: string): Right | undefined => {
  const letter = text.toLowerCase();
  if (letter === 'c' || letter === 'call') return 'call';
  return letter === 'p' || letter === 'put' ? 'put' : undefined;
};

/** Why a row that is not to be imported cannot even be told to be another's: cells that say nothing are no reason to pass it over. */
const damageOf = (raw: RawRow, skip: SkipCode): RejectCode | undefined => {
  if (skip === 'other-root') return raw.root.trim() === '' ? 'bad-root' : undefined;
  if (skip !== 'not-expiring-today') return undefined;
  if (!isDay(raw.date)) return 'bad-time';
  return isDay(raw.expiry) ? undefined : 'bad-expiry';
};

const skipCodeOf = (raw: RawRow): SkipCode | undefined => {
  if (raw.root === 'SPX') return 'am-settled';
  if (raw.root !== 'SPXW') return 'other-root';
  return raw.expiry === raw.date ? undefined : 'not-expiring-today';
};

/** SPXW strikes are listed every 5 points. */
const STRIKE_GRID = 5;
/** Whole strikes are told apart without the slow remainder of reals. */
const isListed = (strike: number): boolean => {
  const whole = strike | 0;
  return (whole === strike ? whole % STRIKE_GRID : strike % STRIKE_GRID) === 0;
};

/** Share of the index by which a mid may lie below intrinsic: middles of trade bars are that stale at times. */
const STALENESS = 0.01;

/** Why no market could have quoted a mid, points; undefined when one could. */
const impossible = (right: Right, strike: number, mid: number, spot: number): RejectCode | undefined => {
  if (mid > (right === 'call' ? spot : strike)) return 'above-index';
  const intrinsic = right === 'call' ? spot - strike : strike - spot;
  return mid < intrinsic - STALENESS * spot ? 'below-intrinsic' : undefined;
};

const isBad = (value: number | undefined): boolean => value === undefined || value < 0;

/** More contracts than there can be open. */
export const MOST_INTEREST = 2 ** 31 - 1;

/** A row whose cells were all read: NaN = empty. Prices in points. */
export interface ReadRow {
  readonly minute: number;
  readonly right: Right;
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
  readonly spot: number;
}

/** What is wrong with a row whose cells could all be read; undefined when nothing is. */
export const faultOf = ({ minute, right, strike, bid, ask, spot }: ReadRow, closeMinute: number): RejectCode | undefined => {
  if (!isListed(strike)) return 'off-strike-grid';
  if (minute < OPEN_MINUTE || minute > closeMinute) return 'off-hours';
  if (ask === 0 && bid > 0) return 'ask-zero';
  if (bid > ask) return 'crossed';
  return ask > 0 ? impossible(right, strike, (bid + ask) / 2, spot) : undefined;
};

const rejectCodeOf = (raw: RawRow, closeMinute: number): RejectCode | undefined => {
  if (raw.minute === undefined) return 'bad-time';
  if (raw.right === undefined) return 'unknown-right';
  if (!(raw.strike !== undefined && raw.strike > 0)) return 'bad-number';
  if ([raw.bid, raw.ask, raw.spot, raw.openInterest].some(isBad) || (raw.openInterest ?? 0) > MOST_INTEREST) return 'bad-number';
  const [bid, ask, spot] = [raw.bid ?? Number.NaN, raw.ask ?? Number.NaN, raw.spot ?? Number.NaN];
  return faultOf({ minute: raw.minute, right: raw.right, strike: raw.strike, bid, ask, spot }, closeMinute);
};

/**
 * Minute at which a date's own series stops trading.
 *
 * @param file its name, for messages
 * @throws DataError `off-calendar` when none expires on it
 */
export const closeMinuteOfExpiry = (date: string, file: string): number => {
  if (!hasZeroDayExpiry(onCalendar(date))) {
    throw new DataError('off-calendar', mustBe(`date in ${file}`, 'a session on which an SPXW series expires', date, 'correct the file'));
  }
  return closeMinuteOf(date);
};

/** Price cents of a bid or ask in points; NaN for both when the ask is 0: nobody quotes. */
export const quoteCents = (price: number, ask: number): number => (ask !== 0 ? priceCentsFromPoints(price) : Number.NaN);

const rowOf = (raw: RawRow & { right: Right; minute: number; strike: number }): ChainRow => ({
  date: onCalendar(raw.date),
  minute: raw.minute,
  strike: raw.strike,
  right: raw.right,
  bid: quoteCents(raw.bid ?? Number.NaN, raw.ask ?? Number.NaN),
  ask: quoteCents(raw.ask ?? Number.NaN, raw.ask ?? Number.NaN),
  spot: raw.spot ?? Number.NaN,
  openInterest: raw.openInterest ?? Number.NaN,
});

/**
 * Judges a vendor's rows and passes the good ones on: only the SPXW series expiring that day, quoted in trading hours.
 *
 * @param hours `extended` for sources that rightly quote outside the session too: those rows are skipped, not rejected
 *
 * A row with ask 0 and bid 0 is kept without a quote, for its open interest.
 *
 * @throws DataError `off-calendar` when a row to be imported has a date that is no session or has no 0DTE expiry: the
 * whole file is in doubt
 */
export const screening = (file: string, sink: RowSink, hours: 'regular' | 'extended' = 'regular'): ((raw: RawRow) => void) => {
  let date = '';
  let closeMinute = 0;
  return (raw) => {
    const skip = skipCodeOf(raw);
    if (skip !== undefined) {
      const damage = damageOf(raw, skip);
      return damage === undefined ? sink.skip(skip) : sink.reject(damage);
    }
    if (raw.date !== date) {
      closeMinute = closeMinuteOfExpiry(raw.date, file);
      date = raw.date;
    }
    const { right, minute, strike } = raw;
    const reject = rejectCodeOf(raw, closeMinute);
    if (reject === 'off-hours' && hours === 'extended') return sink.skip('extended-hours');
    if (reject !== undefined || right === undefined || minute === undefined || strike === undefined) {
      return sink.reject(reject ?? 'bad-number', reject === 'off-hours' && right !== undefined && minute !== undefined && strike !== undefined ? rowOf({ ...raw, right, minute, strike }) : undefined);
    }
    return sink.accept(rowOf({ ...raw, right, minute, strike }));
  };
};
