import { DataError, mustBe } from '../../kernel/index.ts';
import type { AccountState, JournalRecord } from '../../live/index.ts';
import { accountOf } from '../../live/index.ts';

/**
 * The account a journal tells of, under the account rules of its last session.
 *
 * @throws DataError when no session was ever opened
 */
export const ledgerOf = (records: readonly JournalRecord[], folder: string): AccountState => {
  const opened = records.findLast((record) => record.kind === 'sessionOpened');
  if (opened?.kind !== 'sessionOpened') throw new DataError('no-session', mustBe(folder, 'the journal of an account that has run', 'no session', 'start one with gamma paper'));
  return accountOf(records, opened.risk);
};
