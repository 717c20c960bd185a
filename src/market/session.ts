import type { SessionDate } from '../kernel/index.ts';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import { CALENDAR_FIRST, CALENDAR_LAST, fomcDays, fullHolidays, halfDays } from './calendar-tables.ts';

/** 9:30, when regular trading opens, in minutes after midnight New York. */
export const OPEN_MINUTE = 570;
/** 16:00 and, on a half day, 13:00. */
export const CLOSE_MINUTE = 960;
export const HALF_DAY_CLOSE_MINUTE = 780;

const DAY_MS = 86_400_000;
const utcMidnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number): SessionDate => sessionDate(new Date(ms).toISOString().slice(0, 10));

/** The calendar day a number of days later (earlier when negative). */
export const addDays = (date: string, days: number): SessionDate => dateOf(utcMidnight(date) + days * DAY_MS);

/** Day of the week, 0 is Sunday. */
export const weekday = (date: string): number => new Date(utcMidnight(date)).getUTCDay();

/** Whether a text is a day as YYYY-MM-DD. @example isDay('2025-02-30') // false */
export const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? utcMidnight(text) : Number.NaN;
  return !Number.isNaN(ms) && dateOf(ms) === text;
};

/**
 * Checks that the calendar covers a date.
 *
 * @throws DataError `off-calendar` when the text is no date or lies outside 2019-2027
 */
export const onCalendar = (date: string): SessionDate => {
  if (!(date >= CALENDAR_FIRST && date <= CALENDAR_LAST && isDay(date))) {
    throw new DataError(
      'off-calendar',
      mustBe('date', `a day from ${CALENDAR_FIRST} to ${CALENDAR_LAST} as YYYY-MM-DD`, date, 'check the file or extend the calendar'),
    );
  }
  return sessionDate(date);
};

const isOpenDay = (date: string): boolean => weekday(date) % 6 !== 0 && !fullHolidays.has(date);

/**
 * Whether New York trades on a date.
 *
 * @throws DataError outside the calendar
 * @example isSession('2025-01-09') // false: the day of mourning for President Carter
 */
export const isSession = (date: string): boolean => isOpenDay(onCalendar(date));

const mustBeSession = (date: string): SessionDate => {
  if (!isSession(date)) throw new DataError('off-calendar', mustBe('date', 'a trading day', date, 'remove or correct it'));
  return sessionDate(date);
};

/**
 * Minute at which the expiring series stops trading: 960, or 780 on a half day.
 *
 * @throws DataError when the date is not a session
 */
export const closeMinuteOf = (date: string): number =>
  halfDays.has(mustBeSession(date)) ? HALF_DAY_CLOSE_MINUTE : CLOSE_MINUTE;

/** Whether a scheduled FOMC decision falls on the date. @throws DataError outside the calendar */
export const isFomc = (date: string): boolean => fomcDays.has(onCalendar(date));

const step = (date: string, days: 1 | -1): SessionDate => {
  let found = addDays(onCalendar(date), days);
  while (!isSession(found)) found = addDays(found, days);
  return found;
};

/** The session after a date. @throws DataError past the calendar's end */
export const nextSession = (date: string): SessionDate => step(date, 1);

/** The session before a date. @throws DataError before the calendar's start */
export const previousSession = (date: string): SessionDate => step(date, -1);

/** All sessions from one date to another, both included. @throws DataError outside the calendar */
export const sessionsBetween = (from: string, to: string): SessionDate[] => {
  const found: SessionDate[] = [];
  onCalendar(to);
  for (let date = onCalendar(from); date <= to; date = addDays(date, 1)) if (isOpenDay(date)) found.push(date);
  return found;
};

const firstTuesdayExpiry = '2022-04-18';
const firstThursdayExpiry = '2022-05-11';

const isRegularExpiry = (date: string): boolean => {
  const day = weekday(date);
  if (day === 2) return date >= firstTuesdayExpiry;
  if (day === 4) return date >= firstThursdayExpiry;
  return day % 6 !== 0;
};

/**
 * Whether an SPXW series expires on the date, so that it has 0DTE options at all.
 *
 * Monday, Wednesday and Friday expire through the whole calendar, Tuesday since 2022-04-18, Thursday since 2022-05-11.
 * A Monday holiday's expiry moves to the next session, any other holiday's to the session before.
 *
 * @throws DataError outside the calendar
 * @see Cboe, SPX weekly options specifications
 */
export const hasZeroDayExpiry = (date: string): boolean => {
  if (!isSession(date)) return false;
  if (isRegularExpiry(date)) return true;
  const yesterday = addDays(date, -1);
  const tomorrow = addDays(date, 1);
  return (weekday(yesterday) === 1 && !isOpenDay(yesterday)) || (isRegularExpiry(tomorrow) && !isOpenDay(tomorrow));
};

/** Instant, epoch ms, of hour `utcHour` on the n-th Sunday of a month. */
const nthSunday = (year: number, month: number, n: number, utcHour: number): number => {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + 7 * (n - 1), utcHour);
};

/** Hours New York lags UTC: 4 from the second Sunday of March to the first Sunday of November (since 2007), else 5. */
const lagHours = (ms: number): 4 | 5 => {
  const year = new Date(ms).getUTCFullYear();
  return ms >= nthSunday(year, 2, 2, 7) && ms < nthSunday(year, 10, 1, 6) ? 4 : 5;
};

/**
 * Epoch ms of a New York wall-clock minute.
 *
 * @example epochMs('2025-07-01', 570) // 13:30 UTC
 */
export const epochMs = (date: string, minute: number): number => {
  const standard = utcMidnight(date) + (minute + 300) * 60_000;
  return lagHours(standard) === 4 ? standard - 3_600_000 : standard;
};

/** New York date and minute after midnight of an instant; seconds are dropped. */
export const newYorkTime = (ms: number): { readonly date: SessionDate; readonly minute: number } => {
  const local = ms - lagHours(ms) * 3_600_000;
  const date = dateOf(local);
  return { date, minute: Math.floor((local - utcMidnight(date)) / 60_000) };
};
