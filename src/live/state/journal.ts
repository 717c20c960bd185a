import { createHash } from 'node:crypto';
import { DataError, InvariantError, mustBe } from '../../kernel/index.ts';
import type { JournalDisk, ReachedPoint } from '../ports.ts';
import type { Body, JournalRecord } from './records.ts';
import { RECORD_VERSION } from './records.ts';

/** The journal of one account, open for writing. One writer; nothing is ever changed, only added. */
export interface Journal {
  /** Every record of every session, oldest first. Grows as records are added. */
  readonly records: readonly JournalRecord[];
  /** Writes a record and makes it last before returning. @throws whatever the disk throws; ENOSPC leaves the journal as it was */
  readonly append: (body: Body) => JournalRecord;
  /** Whether a torn last line was set aside when the journal was opened, and how many bytes it had. */
  readonly droppedBytes: number;
}

const chained = (previous: string, body: string): string => createHash('sha256').update(previous).update(body).digest('hex').slice(0, 16);

/** A record as its line: the body, then the checksum over the previous checksum and the body. */
const lineOf = (record: JournalRecord, previous: string): { line: string; chain: string } => {
  const body = JSON.stringify(record);
  const chain = chained(previous, body);
  return { line: `${body.slice(0, -1)},"chain":"${chain}"}\n`, chain };
};

const tail = /,"chain":"([0-9a-f]{16})"\}$/;

/** Reads a line; undefined when it is not whole, does not parse or does not follow from the previous checksum. */
const readLine = (line: string, previous: string): { record: JournalRecord; chain: string } | undefined => {
  const found = tail.exec(line);
  if (found === null) return undefined;
  const body = `${line.slice(0, found.index)}}`;
  if (chained(previous, body) !== found[1]) return undefined;
  return { record: JSON.parse(body) as JournalRecord, chain: found[1] };
};

/** One file read as far as it is whole. */
interface ReadFile {
  readonly records: readonly JournalRecord[];
  readonly chain: string;
  /** Bytes that are whole, and bytes in all. */
  readonly good: number;
  readonly size: number;
  /** Number, from 1, of the first line that is not; undefined when all are. */
  readonly badLine: number | undefined;
  /** Whether only the file's very end is torn: no whole line follows. */
  readonly isTail: boolean;
}

const readFile = (bytes: Uint8Array, previous: string): ReadFile => {
  const text = Buffer.from(bytes);
  const records: JournalRecord[] = [];
  let chain = previous;
  let good = 0;
  let lastLine = '';
  while (good < text.length) {
    const end = text.indexOf(10, good);
    const line = text.subarray(good, end < 0 ? text.length : end).toString('utf8');
    const read = end < 0 ? undefined : readLine(line, chain);
    if (read === undefined) {
      if (line !== '' && line === lastLine && end >= 0) {
        good = end + 1;
        continue;
      }
      const isTail = end < 0 || end === text.length - 1;
      return { records, chain, good, size: text.length, badLine: records.length + 1, isTail };
    }
    if (read.record.v > RECORD_VERSION) {
      throw new DataError('journal-version', mustBe('the journal', `of version ${RECORD_VERSION} or older`, read.record.v, 'run the version of the program that wrote it'));
    }
    records.push(read.record);
    chain = read.chain;
    lastLine = line;
    good = end + 1;
  }
  return { records, chain, good, size: text.length, badLine: undefined, isTail: true };
};

/** Every record of a folder's journal, as far as it can be trusted, without changing anything. */
export interface JournalReading {
  readonly records: readonly JournalRecord[];
  readonly chain: string;
  /** What must be cut from the last file; undefined when it is whole. */
  readonly torn: { readonly session: string; readonly good: number; readonly dropped: number } | undefined;
}

/** The first place at which a journal is not whole. */
export interface Damage {
  readonly session: string;
  /** From 1. */
  readonly line: number;
  /** Bytes of its file before it, and from it on. */
  readonly good: number;
  readonly dropped: number;
  /** Whether no other session's file follows. */
  readonly isLastFile: boolean;
  /** Whether only the journal's very end is torn. */
  readonly isTail: boolean;
}

/** A journal as far as it is whole. */
export interface Scan {
  readonly records: readonly JournalRecord[];
  readonly chain: string;
  readonly damage: Damage | undefined;
}

/** Reads a journal up to its first damage, changing nothing. */
export const scanJournal = (disk: Pick<JournalDisk, 'sessions' | 'read'>): Scan => {
  const records: JournalRecord[] = [];
  const sessions = disk.sessions();
  let chain = '';
  for (const session of sessions) {
    const bytes = disk.read(session);
    if (bytes === undefined) continue;
    const file = readFile(bytes, chain);
    for (const record of file.records) {
      if (record.seq !== records.length + 1) throw new InvariantError(`journal record ${record.seq} where ${records.length + 1} was due`);
      records.push(record);
    }
    chain = file.chain;
    if (file.badLine === undefined) continue;
    const isLastFile = session === sessions.at(-1);
    return { records, chain, damage: { session, line: file.badLine, good: file.good, dropped: file.size - file.good, isLastFile, isTail: isLastFile && file.isTail } };
  }
  return { records, chain, damage: undefined };
};

/**
 * Reads and checks all files of a journal.
 *
 * @throws DataError `journal-broken` when a line other than the last is damaged, missing or out of order
 */
export const readJournal = (disk: Pick<JournalDisk, 'sessions' | 'read'>): JournalReading => {
  const { records, chain, damage } = scanJournal(disk);
  if (damage === undefined) return { records, chain, torn: undefined };
  const { session, line, good, dropped, isTail } = damage;
  if (!isTail) throw new DataError('journal-broken', mustBe(`journal ${session} line ${line}`, 'as it was written', 'a broken checksum', 'restore the file from its copy; without one, see gamma recover'));
  return { records, chain, torn: { session, good, dropped } };
};

/** What the journal stamps every record with. */
export interface Stamp {
  readonly now: () => number;
  readonly session: string;
  readonly acct: string;
}

/**
 * Opens a journal for one session: checks it whole, sets a torn last line aside, and writes that down.
 *
 * @throws DataError `journal-broken` when it is damaged anywhere else
 */
export const openJournal = (disk: JournalDisk, stamp: Stamp, reached: ReachedPoint): Journal => {
  const reading = readJournal(disk);
  const records = [...reading.records];
  let { chain } = reading;
  if (reading.torn !== undefined) disk.cutTail(reading.torn.session, reading.torn.good);
  const append = (body: Body): JournalRecord => {
    const record: JournalRecord = { v: 1, seq: records.length + 1, at: stamp.now(), session: stamp.session, acct: stamp.acct, ...body };
    const { line, chain: after } = lineOf(record, chain);
    reached('journal.beforeAppend');
    disk.append(stamp.session, Buffer.from(line));
    reached('journal.afterAppend');
    disk.sync(stamp.session);
    reached('journal.afterSync');
    chain = after;
    records.push(record);
    return record;
  };
  const droppedBytes = reading.torn?.dropped ?? 0;
  if (droppedBytes > 0) append({ kind: 'recovered', droppedBytes });
  return { records, append, droppedBytes };
};
