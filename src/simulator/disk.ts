import type { Rng } from '../kernel/index.ts';
import type { JournalDisk } from '../live/index.ts';

/** A disk that forgets what was not synced, fills up and fails. */
export interface FakeDisk extends JournalDisk {
  /** The power goes: unsynced bytes are lost from a random place on, the last line perhaps torn. @returns whether one was torn */
  readonly crash: (rng: Rng) => boolean;
  /** Whether a text is among the bytes that last. */
  readonly lasts: (text: string) => boolean;
  /** Everything that lasts, file after file. */
  readonly text: () => string;
  /** Appends left before the disk is full, until the reserve is freed; Infinity for never. */
  fullIn: number;
  /** Whether the reserve had to be given up. */
  readonly wasFreed: () => boolean;
  /** Syncs left before one fails. */
  failSyncIn: number;
  /** Flips one bit of a line that is not the last. @returns what flips it back; undefined when there is none */
  readonly flipBit: (rng: Rng) => (() => void) | undefined;
}

interface File {
  synced: Buffer[];
  pending: Buffer[];
}

const errorOf = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code });

/** Opens an empty disk. */
export const fakeDisk = (): FakeDisk => {
  const files = new Map<string, File>();
  let hasReserve = true;
  const fileOf = (session: string): File => {
    const file = files.get(session) ?? { synced: [], pending: [] };
    files.set(session, file);
    return file;
  };
  const disk: FakeDisk = {
    fullIn: Number.POSITIVE_INFINITY,
    failSyncIn: Number.POSITIVE_INFINITY,
    sessions: () => [...files.keys()].sort(),
    read: (session) => {
      const file = files.get(session);
      return file === undefined ? undefined : Buffer.concat([...file.synced, ...file.pending]);
    },
    append: (session, bytes) => {
      if (disk.fullIn <= 0) throw errorOf('ENOSPC');
      disk.fullIn--;
      fileOf(session).pending.push(Buffer.from(bytes));
    },
    sync: (session) => {
      if (disk.failSyncIn-- <= 0) {
        disk.failSyncIn = Number.POSITIVE_INFINITY;
        throw errorOf('EIO');
      }
      const file = fileOf(session);
      file.synced.push(...file.pending);
      file.pending = [];
    },
    cutTail: (session, length) => {
      const file = fileOf(session);
      file.synced = [Buffer.concat([...file.synced, ...file.pending]).subarray(0, length)];
      file.pending = [];
    },
    freeReserve: () => {
      if (!hasReserve) return false;
      hasReserve = false;
      disk.fullIn = Number.POSITIVE_INFINITY;
      return true;
    },
    wasFreed: () => !hasReserve,
    crash: (rng) => {
      let isTorn = false;
      for (const file of files.values()) {
        const pending = Buffer.concat(file.pending);
        const kept = pending.length === 0 ? 0 : rng.below(pending.length + 1);
        isTorn ||= kept > 0 && kept < pending.length;
        if (kept > 0) file.synced.push(pending.subarray(0, kept));
        file.pending = [];
      }
      return isTorn;
    },
    lasts: (text) => [...files.values()].some(({ synced }) => synced.findLast((line) => line.includes(text)) !== undefined),
    text: () => [...files.keys()].sort().map((session) => Buffer.concat(fileOf(session).synced).toString('utf8')).join(''),
    flipBit: (rng) => {
      const file = [...files.values()].at(-1);
      if (file === undefined || file.synced.length < 3) return undefined;
      const lines = file.synced.filter((bytes) => bytes.at(-1) === 10).slice(0, -1);
      if (lines.length === 0) return undefined;
      const line = lines[rng.below(lines.length)];
      const at = rng.below(line.length - 1);
      line[at] ^= 1;
      return () => void (line[at] ^= 1);
    },
  };
  return disk;
};
