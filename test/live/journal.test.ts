import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Body, Journal, JournalDisk } from '../../src/live/index.ts';
import { fileJournal, journalReader, openJournal, readJournal } from '../../src/live/index.ts';
import { scratch } from '../support/panel.ts';

const noted = (detail: string): Body => ({ kind: 'noted', what: 'test', detail });
const stamp = { now: () => 1_700_000_000_000, session: '2026-11-24', acct: 'paper:0001' };

const open = (disk: JournalDisk): Journal => openJournal(disk, stamp, () => undefined);

describe('the journal', () => {
  let place: ReturnType<typeof scratch>;
  let file: string;
  beforeEach(() => {
    place = scratch();
    file = join(place.path, 'journal', '2026-11-24.jsonl');
  });
  afterEach(() => place.dispose());

  const written = (count: number): Buffer => {
    const journal = open(fileJournal(place.path));
    for (let i = 0; i < count; i++) journal.append(noted(`record ${i}`));
    return readFileSync(file);
  };

  it('reads back what was written, numbered and chained over files', () => {
    written(3);
    const next = openJournal(fileJournal(place.path), { ...stamp, session: '2026-11-25' }, () => undefined);
    next.append(noted('the day after'));
    const { records } = readJournal(journalReader(place.path));
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(records.map(({ session }) => session)).toEqual(['2026-11-24', '2026-11-24', '2026-11-24', '2026-11-25']);
  });

  it('sets a torn last line aside at every byte of it, and goes on', () => {
    const whole = written(3);
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let cut = lastLine + 1; cut < whole.length; cut++) {
      writeFileSync(file, whole.subarray(0, cut));
      const journal = open(fileJournal(place.path));
      expect(journal.droppedBytes).toBe(cut - lastLine);
      expect(journal.records.map(({ kind }) => kind)).toEqual(['noted', 'noted', 'recovered']);
      journal.append(noted('after'));
      expect(readJournal(journalReader(place.path)).records).toHaveLength(4);
    }
  });

  it('refuses a single flipped bit in any line but the last, naming the line', () => {
    const whole = written(4);
    const end = whole.lastIndexOf(10, whole.length - 2);
    for (let at = 0; at < end; at += 7) {
      const bent = Buffer.from(whole);
      bent[at] ^= 1;
      writeFileSync(file, bent);
      expect(() => open(fileJournal(place.path)), `byte ${at}`).toThrow(/journal 2026-11-24 line \d/);
    }
  });

  it('refuses a line left out and lines exchanged', () => {
    const lines = written(4).toString().split('\n').filter((line) => line !== '');
    for (const bad of [[lines[0], lines[2], lines[3]], [lines[1], lines[0], lines[2], lines[3]]]) {
      writeFileSync(file, `${bad.join('\n')}\n`);
      expect(() => open(fileJournal(place.path))).toThrow(/broken checksum/);
    }
  });

  it('takes the same line written twice as one', () => {
    const lines = written(3).toString().split('\n').filter((line) => line !== '');
    writeFileSync(file, `${[lines[0], lines[1], lines[1], lines[2]].join('\n')}\n`);
    expect(open(fileJournal(place.path)).records).toHaveLength(3);
  });

  it('counts nothing of a record the disk had no room for', () => {
    const disk = fileJournal(place.path);
    let room = 2;
    const full: JournalDisk = {
      ...disk,
      append: (session, bytes) => {
        if (room-- <= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        disk.append(session, bytes);
      },
    };
    const journal = open(full);
    journal.append(noted('a'));
    journal.append(noted('b'));
    expect(() => journal.append(noted('c'))).toThrow(/no space/);
    expect(journal.records).toHaveLength(2);
    expect(readJournal(journalReader(place.path)).records).toHaveLength(2);
  });

  it('has every record on the disk before it returns', () => {
    const disk = fileJournal(place.path);
    const order: string[] = [];
    const seen: JournalDisk = {
      ...disk,
      append: (session, bytes) => {
        order.push('append');
        disk.append(session, bytes);
      },
      sync: (session) => {
        order.push('sync');
        disk.sync(session);
      },
    };
    const journal = openJournal(seen, stamp, (point) => order.push(point));
    journal.append(noted('x'));
    expect(order).toEqual(['journal.beforeAppend', 'append', 'journal.afterAppend', 'sync', 'journal.afterSync']);
  });
});
