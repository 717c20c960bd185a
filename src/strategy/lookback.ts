import type { ChainDay } from '../market/index.ts';

/**
 * Last row at least so many minutes before row t, or -1 when there is none or it is more than twice as old: on sparse rows
 * a move of five minutes cannot be told from one of thirty.
 */
export const rowBefore = (day: ChainDay, t: number, minutes: number): number => {
  const due = day.minutes[t] - minutes;
  let row = t;
  while (row >= 0 && day.minutes[row] > due) row--;
  return row >= 0 && day.minutes[t] - day.minutes[row] <= 2 * minutes ? row : -1;
};

/** Index level of the session's first row when that row belongs to the open (the first five minutes); else NaN. */
export const openingLevel = (day: ChainDay): number => (day.rows > 0 && day.minutes[0] <= 575 ? day.spot[0] : NaN);
