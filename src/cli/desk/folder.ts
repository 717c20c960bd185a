import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, DataError, mustBe } from '../../kernel/index.ts';
import type { JournalRecord, Snapshots } from '../../live/index.ts';
import { journalReader, readJournal } from '../../live/index.ts';
import { writeFileAtomic } from '../../store/index.ts';

/** Where runners keep their state, when nothing else is said. */
export const defaultState = (): string => process.env.GAMMA_STATE ?? 'state';

/** Last four letters or digits of an account. */
export const last4 = (account: string): string => account.slice(-4).toLowerCase();

/**
 * A new or existing folder of one account, closed to others.
 *
 * @throws ConfigError when others may read it
 */
export const accountFolder = (state: string, mode: string, account: string): string => {
  const folder = resolve(state, `${mode}-${last4(account)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open = statSync(folder).mode & 0o077;
  if (open !== 0) throw new ConfigError('state-open', mustBe(folder, 'closed to others (mode 0700)', (statSync(folder).mode & 0o777).toString(8), `run chmod 700 ${folder}`));
  return folder;
};

/** Folders of accounts under a state folder, sorted. */
export const accountFolders = (state: string): string[] =>
  existsSync(state) ? readdirSync(state, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(state, entry.name, 'journal'))).map(({ name }) => name).sort() : [];

/**
 * The one account folder meant: by name, or the only one there is.
 *
 * @throws ConfigError when the name fits none, or there are several and none was named
 */
export const chooseFolder = (state: string, account: string | undefined): string => {
  const all = accountFolders(state);
  const fits = account === undefined ? all : all.filter((name) => name === account || name.endsWith(`-${last4(account)}`));
  if (fits.length === 1) return resolve(state, fits[0]);
  const what = all.length === 0 ? 'the name of an account that has run' : `one of ${all.join(', ')}`;
  throw new ConfigError('account', mustBe('--account', what, account ?? (all.length === 0 ? 'none' : 'several'), all.length === 0 ? `start one with gamma paper, or name its place with --state` : 'choose one'));
};

/** What the journal of a folder says, read without changing it. */
export const recordsIn = (folder: string): readonly JournalRecord[] => readJournal(journalReader(folder)).records;

/** Derived files of a folder, written whole or not at all. What stood there and was no file of ours is set aside. */
export const fileSnapshots = (folder: string, onTrouble: (why: string) => void): Snapshots => ({
  write: (name, text) => {
    try {
      writeFileAtomic(join(folder, name), text);
    } catch (error) {
      onTrouble(error instanceof Error ? error.message : String(error));
    }
  },
  read: (name) => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return undefined;
    }
  },
});

/** The session that may run next on a journal. @throws DataError when it lies before one already there */
export const checkOrder = (records: readonly JournalRecord[], date: string, folder: string): void => {
  const last = records.reduce((latest, record) => (record.session > latest ? record.session : latest), '');
  if (date < last) {
    throw new DataError('session-order', mustBe('--date', `${last} or later, for the journal in ${folder}`, date, 'use another --account, or another --state'));
  }
};
