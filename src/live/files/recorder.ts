import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionDate } from '../../kernel/index.ts';
import type { ChainSnapshot, Recorder } from '../ports.ts';

/** A row as a line of the archive. Null is NaN. What did not change since the line before is left out. */
interface Line {
  readonly at: number;
  readonly minute: number;
  readonly spot: number | null;
  readonly vix: number | null;
  readonly strikes?: readonly number[];
  readonly bid: readonly (number | null)[];
  readonly ask: readonly (number | null)[];
  readonly openInterest?: readonly (number | null)[] | null;
}

const numbers = (values: readonly (number | null)[]): Float64Array => Float64Array.from(values, (value) => value ?? NaN);

const same = (a: Float64Array | undefined, b: Float64Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((value, i) => Object.is(value, b[i])));

/** Lines to rows; a torn one is left out. */
const rowsOf = (text: string, date: SessionDate): ChainSnapshot[] => {
  const rows: ChainSnapshot[] = [];
  let strikes: Float64Array = new Float64Array(0);
  let openInterest: Float64Array | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    let read: Line;
    try {
      read = JSON.parse(line) as Line;
    } catch {
      continue;
    }
    if (read.strikes !== undefined) strikes = numbers(read.strikes);
    if (read.openInterest !== undefined) openInterest = read.openInterest === null ? undefined : numbers(read.openInterest);
    rows.push({
      date, at: read.at, minute: read.minute, spot: read.spot ?? NaN, vix: read.vix ?? NaN, strikes, bid: numbers(read.bid), ask: numbers(read.ask),
      openInterest, settlement: undefined,
    });
  }
  return rows;
};

/** Rows kept of a session in a state folder. */
export const recordedRows = (state: string, date: SessionDate): ChainSnapshot[] => {
  const path = join(state, 'chain', `${date}.jsonl`);
  return existsSync(path) ? rowsOf(readFileSync(path, 'utf8'), date) : [];
};

/**
 * Keeps rows as lines of `chain/<date>.jsonl` in a state folder.
 *
 * @param onDone files the day where it can be replayed; its failure is told to `onTrouble`, like that of keeping a row
 */
export const fileRecorder = (
  state: string, onDone: (date: SessionDate, rows: readonly ChainSnapshot[]) => Promise<void>, onTrouble: (why: string) => void,
): Recorder => {
  let last: ChainSnapshot | undefined;
  let ends = true;
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    rows: (date) => {
      const rows = recordedRows(state, date);
      const path = join(state, 'chain', `${date}.jsonl`);
      ends = !existsSync(path) || readFileSync(path, 'utf8').endsWith('\n');
      last = undefined;
      return rows;
    },
    row: (snapshot) =>
      guarded(() => {
        const line: Line = {
          at: snapshot.at, minute: snapshot.minute, spot: snapshot.spot, vix: snapshot.vix,
          ...(same(last?.strikes, snapshot.strikes) ? {} : { strikes: [...snapshot.strikes] }),
          bid: [...snapshot.bid], ask: [...snapshot.ask],
          ...(last !== undefined && same(last.openInterest, snapshot.openInterest)
            ? {}
            : { openInterest: snapshot.openInterest === undefined ? null : [...snapshot.openInterest] }),
        };
        mkdirSync(join(state, 'chain'), { recursive: true, mode: 0o700 });
        appendFileSync(join(state, 'chain', `${snapshot.date}.jsonl`), `${ends ? '' : '\n'}${JSON.stringify(line)}\n`, { mode: 0o600 });
        ends = true;
        last = snapshot;
      }),
    done: async (date) => {
      try {
        await onDone(date, recordedRows(state, date));
      } catch (error) {
        onTrouble(error instanceof Error ? error.message : String(error));
      }
    },
  };
};
