import { userInfo } from 'node:os';
import type { Body, JournalRecord } from '../../live/index.ts';
import { fileJournal, openJournal, takeLock } from '../../live/index.ts';
import { last4, recordsIn } from './folder.ts';

/** Adds an operator's records to a journal nobody is running on, and who did it. */
export interface Operation {
  readonly folder: string;
  /** Session the records belong to. */
  readonly session: string;
  readonly command: string;
  readonly why: string;
}

/**
 * Writes what an operator decided: the command, who gave it and why, then what it means.
 *
 * @throws RefusedError (6) while a runner holds the account
 */
export const operate = async (operation: Operation, bodies: (records: readonly JournalRecord[]) => readonly Body[]): Promise<readonly JournalRecord[]> => {
  const { folder, session, command, why } = operation;
  const lock = await takeLock(folder);
  try {
    const more = bodies(recordsIn(folder));
    const acct = `${folder.split('/').at(-1)?.split('-')[0] ?? 'paper'}:${last4(folder)}`;
    const journal = openJournal(fileJournal(folder), { now: Date.now, session, acct }, () => undefined);
    journal.append({ kind: 'operator', command, who: userInfo().username, why });
    for (const body of more) journal.append(body);
    return journal.records;
  } finally {
    lock.release();
  }
};
