import type { SessionDate } from '../kernel/index.ts';
import type { Right } from '../market/index.ts';

/** One quote of one expiring SPXW contract at one minute. */
export interface ChainRow {
  readonly date: SessionDate;
  /** Minute after midnight, New York, at which it was knowable. */
  readonly minute: number;
  /** Points. */
  readonly strike: number;
  readonly right: Right;
  /** Whole price cents; NaN = no quote; 0 = a real zero bid. */
  readonly bid: number;
  readonly ask: number;
  /** Index level, points; NaN = not known. */
  readonly spot: number;
  /** Contracts; NaN = not known. */
  readonly openInterest: number;
}

/** Faults of a row. Too many of them fail the file. */
export const rejectCodes = [
  'bad-number',
  'bad-time',
  'unknown-right',
  'bad-root',
  'bad-expiry',
  'crossed',
  'ask-zero',
  'off-hours',
  'duplicate',
  'off-strike-grid',
  'above-index',
  'below-intrinsic',
  'index-jump',
] as const;

/** Rows that are right but not what is imported. */
export const skipCodes = ['not-expiring-today', 'am-settled', 'other-root', 'no-quote', 'daily-bar', 'extended-hours'] as const;

/** What a format says of a file that it could read, but that a reader should check. */
export const noteCodes = ['localised-date'] as const;

export type NoteCode = (typeof noteCodes)[number];
export type RejectCode = (typeof rejectCodes)[number];
export type SkipCode = (typeof skipCodes)[number];

/** Where a format puts what it reads. */
export interface RowSink {
  readonly accept: (row: ChainRow) => void;
  /** @param row the quote itself, when it was whole but outside trading hours */
  readonly reject: (code: RejectCode, row?: ChainRow) => void;
  readonly skip: (code: SkipCode) => void;
  /** Something a user should know of the file, such as how a doubtful date was read. */
  readonly note?: (code: NoteCode, detail: string) => void;
}
