import type { SessionDate } from '../kernel/index.ts';
import { newYorkTime } from '../market/index.ts';

/** New York date and minute at which a row was knowable; no minute when its label cannot be read. */
export interface Label {
  readonly date: SessionDate | string;
  readonly minute: number | undefined;
}

export const unreadable: Label = { date: '', minute: undefined };

const MINUTE_MS = 60_000;

/**
 * The first whole New York minute at which an instant has passed: a quote of 15:59:32 was not known at 15:59.
 *
 * @param ms epoch ms; not finite reads as no label
 */
export const labelOfInstant = (ms: number): Label => (Number.isFinite(ms) ? newYorkTime(Math.ceil(ms / MINUTE_MS) * MINUTE_MS) : unreadable);

/** Whole part of a nanosecond stamp as epoch ms, rounded up; NaN for other text. Digits beyond a double are kept out of it. */
export const msOfNanoseconds = (cell: string): number => {
  if (!/^\d{16,19}$/.test(cell)) return Number.NaN;
  const ms = Number(cell.slice(0, -6));
  return Number(cell.slice(-6)) > 0 ? ms + 1 : ms;
};

/** Epoch ms of `2025-01-17T14:31:00.000000000Z`; NaN for other text. A fraction of a millisecond counts as one. */
export const msOfIso = (cell: string): number => {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(cell);
  if (found === null) return Number.NaN;
  return Date.parse(`${found[1]}Z`) + Math.ceil(Number(`0.${found[2] ?? '0'}`) * 1000);
};
