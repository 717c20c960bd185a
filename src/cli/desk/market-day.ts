import type { SessionDate } from '../../kernel/index.ts';
import { DataError, mustBe } from '../../kernel/index.ts';
import type { DayContext } from '../../market/index.ts';
import { addDays, closeMinuteOf, contextBefore, dailyHistory, hasZeroDayExpiry, isSession, newYorkTime } from '../../market/index.ts';
import type { Tradier } from '../../live/index.ts';

/** Today in New York, if it trades. @throws DataError on a day without an expiring series */
export const sessionToday = (now: number): SessionDate => {
  const { date } = newYorkTime(now);
  if (!isSession(date) || !hasZeroDayExpiry(date)) throw new DataError('no-session', mustBe('today', 'a session with an expiring SPXW series', date, 'nothing to trade; run again on a session'));
  return date;
};

/** Calendar days of closes asked for: enough for 252 sessions. */
const LOOKBACK = 380;

const valuesOf = async (tradier: Tradier, symbol: string, date: SessionDate, log: (text: string) => void): Promise<Map<string, number>> => {
  const reading = await tradier.closes(symbol, addDays(date, -LOOKBACK), addDays(date, -1));
  if (reading.kind === 'unhealthy') {
    log(`no closes of ${symbol}: ${reading.why}; rules that look back will pass`);
    return new Map();
  }
  return new Map(reading.value.filter((close) => close.date < date).map(({ date: day, close }) => [day, close]));
};

/** What was known before the session opened, from the broker's daily closes; NaN where it has none. */
export const contextToday = async (tradier: Tradier, date: SessionDate, log: (text: string) => void): Promise<DayContext> =>
  contextBefore(dailyHistory(await valuesOf(tradier, 'SPX', date, log), await valuesOf(tradier, 'VIX', date, log)), date);

/**
 * Holds our calendar against the broker's: both must say the session is open, and close at the same minute.
 *
 * @throws DataError when they do not agree, or the broker cannot say
 */
export const checkCalendar = async (tradier: Tradier, date: SessionDate): Promise<void> => {
  const reading = await tradier.calendar(Number(date.slice(0, 4)), Number(date.slice(5, 7)));
  if (reading.kind === 'unhealthy') throw new DataError('no-calendar', mustBe("the broker's calendar", 'readable', reading.why, 'try again; nothing is traded on one calendar alone'));
  const session = reading.value.find((entry) => entry.date === date)?.session;
  const close = closeMinuteOf(date);
  if (session?.close !== close) {
    throw new DataError('calendar', mustBe("the broker's calendar", `open on ${date} until minute ${close}`, session === undefined ? 'closed' : `until ${session.close}`, 'find out which is right before trading'));
  }
};
