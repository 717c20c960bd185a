import { presetStudy } from '../../backtest/index.ts';
import type { FeesConfig } from '../../execution/index.ts';
import { DataError, mustBe } from '../../kernel/index.ts';
import type { AccountState, JournalRecord } from '../../live/index.ts';
import { accountOf } from '../../live/index.ts';

/** The opening of the last session among records; undefined where none was opened. */
export const lastOpening = (records: readonly JournalRecord[]) =>
  records.findLast((record): record is Extract<JournalRecord, { kind: 'sessionOpened' }> => record.kind === 'sessionOpened');

/**
 * The account a journal tells of, under the account rules of its last session.
 *
 * @throws DataError when no session was ever opened
 */
export const ledgerOf = (records: readonly JournalRecord[], folder: string): AccountState => {
  const opened = lastOpening(records);
  if (opened === undefined) throw new DataError('no-session', mustBe(folder, 'the journal of an account that has run', 'no session', 'start one with gamma paper'));
  return accountOf(records, opened.risk);
};

/** The same, or for an account whose first session never opened the book alone: its money means nothing yet. */
export const ledgerOrNew = (records: readonly JournalRecord[]): AccountState =>
  accountOf(records, lastOpening(records)?.risk ?? presetStudy('seed-live-0110').risk);

/** The fee schedule a session was traded under; undefined where the journal does not say: there is no default. */
export const feesOf = (records: readonly JournalRecord[], session: string): FeesConfig | undefined =>
  lastOpening(records.filter((record) => record.session === session))?.fees;
