import { closeSync, existsSync, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalDisk } from '../ports.ts';

const FILE = /^(\d{4}-\d\d-\d\d)\.jsonl$/;
const RESERVE = 8 * 1024 * 1024;

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Sets bytes aside for a full disk. On a disk that is full already there is nothing to set aside. */
const keepReserve = (path: string): void => {
  if (existsSync(path)) return;
  try {
    writeFileSync(path, Buffer.alloc(RESERVE), { mode: 0o600 });
  } catch (error) {
    rmSync(path, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
};

/** A journal to read, which need not exist. */
export const journalReader = (state: string): Pick<JournalDisk, 'sessions' | 'read'> => {
  const folder = join(state, 'journal');
  const path = (session: string): string => join(folder, `${session}.jsonl`);
  return {
    sessions: () => (existsSync(folder) ? readdirSync(folder).flatMap((name) => FILE.exec(name)?.[1] ?? []).sort() : []),
    read: (session) => (existsSync(path(session)) ? readFileSync(path(session)) : undefined),
  };
};

/**
 * A journal's files under a state folder, with a reserve that is given up when the disk is full.
 *
 * One file stays open at a time: a session's own.
 */
export const fileJournal = (state: string): JournalDisk => {
  const folder = join(state, 'journal');
  const reserve = join(state, 'reserve');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  keepReserve(reserve);
  let open: { readonly session: string; readonly handle: number } | undefined;
  const handleOf = (session: string): number => {
    if (open?.session === session) return open.handle;
    if (open !== undefined) closeSync(open.handle);
    const path = join(folder, `${session}.jsonl`);
    const isNew = !existsSync(path);
    const handle = openSync(path, 'a', 0o600);
    if (isNew) {
      fsyncSync(handle);
      syncFolder(folder);
    }
    open = { session, handle };
    return handle;
  };
  return {
    ...journalReader(state),
    append: (session, bytes) => {
      const handle = handleOf(session);
      const before = fstatSync(handle).size;
      const undo = (): void => ftruncateSync(handle, before);
      let written: number;
      try {
        written = writeSync(handle, bytes);
      } catch (error) {
        undo();
        throw error;
      }
      if (written < bytes.length) {
        undo();
        throw Object.assign(new Error('the journal disk is full'), { code: 'ENOSPC' });
      }
    },
    sync: (session) => fdatasyncSync(handleOf(session)),
    cutTail: (session, length) => {
      const path = join(folder, `${session}.jsonl`);
      const bytes = readFileSync(path);
      writeFileSync(join(folder, `${session}.${bytes.length}.torn`), bytes.subarray(length), { mode: 0o600 });
      const handle = openSync(path, 'r+');
      try {
        ftruncateSync(handle, length);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      syncFolder(folder);
    },
    freeReserve: () => {
      if (!existsSync(reserve)) return false;
      rmSync(reserve);
      return true;
    },
  };
};

/** A journal kept in memory: for replays whose end is all that matters. */
export const memoryJournal = (): JournalDisk => {
  const files = new Map<string, Buffer[]>();
  return {
    sessions: () => [...files.keys()].sort(),
    read: (session) => (files.has(session) ? Buffer.concat(files.get(session) ?? []) : undefined),
    append: (session, bytes) => void files.set(session, [...(files.get(session) ?? []), Buffer.from(bytes)]),
    sync: () => undefined,
    cutTail: (session, length) => void files.set(session, [Buffer.concat(files.get(session) ?? []).subarray(0, length)]),
    freeReserve: () => false,
  };
};
