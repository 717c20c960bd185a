import { z } from 'zod';

/** Minutes after midnight of a clock text. */
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** A New York clock time in a plan, `HH:MM`. */
export const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a New York time such as 10:30');

/** Minutes after midnight of a plan's clock time. */
export const clockMinute = minuteOf;
