import { z } from 'zod';
import { BrokerError, mustBe } from '../../../kernel/index.ts';
import type { Body } from './wire.ts';
import { listOf, partOf, shaped } from './wire.ts';

const clockSchema = z.object({
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date as YYYY-MM-DD'),
  state: z.enum(['premarket', 'open', 'postmarket', 'closed']),
  timestamp: z.number(),
});

/** The market's state by the broker's clock. `at` is epoch ms. */
export interface MarketClock {
  readonly date: string;
  readonly state: 'premarket' | 'open' | 'postmarket' | 'closed';
  readonly at: number;
}

/** The answer to `GET markets/clock`, whose time stamp is in seconds. @throws BrokerError `tradier-shape` */
export const parseClock = (body: Body): MarketClock => {
  const { date, state, timestamp } = shaped(clockSchema, partOf(body, 'clock'), 'clock');
  if (timestamp < 1e9 || timestamp >= 1e10) {
    throw new BrokerError('tradier-shape', mustBe('clock.timestamp', 'epoch seconds', timestamp, 'another unit would move the clock'), true);
  }
  return { date, state, at: timestamp * 1000 };
};

const timeSchema = z.string().regex(/^\d\d:\d\d$/, 'a time as HH:MM');
const daySchema = z.object({
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date as YYYY-MM-DD'),
  status: z.enum(['open', 'closed']),
  open: z.object({ start: timeSchema, end: timeSchema }).optional(),
});

/** One day of the broker's calendar. Minutes after midnight New York; undefined when closed. */
export interface CalendarDay {
  readonly date: string;
  readonly session: { readonly open: number; readonly close: number } | undefined;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Days of an answer to `GET markets/calendar`. @throws BrokerError `tradier-shape`, also for an open day without its hours */
export const parseCalendar = (body: Body): readonly CalendarDay[] =>
  listOf(partOf(body, 'calendar'), 'days', 'day').map((value, i) => {
    const { date, status, open } = shaped(daySchema, value, `calendar.days.day.${i}`);
    if (status === 'closed') return { date, session: undefined };
    if (open === undefined) throw new BrokerError('tradier-shape', mustBe(`calendar.days.day.${i}.open`, 'stated for an open day', undefined, 'the day is not tradable'), true);
    return { date, session: { open: minuteOf(open.start), close: minuteOf(open.end) } };
  });
