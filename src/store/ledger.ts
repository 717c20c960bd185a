import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataError, mustBe } from '../kernel/index.ts';

/** One configuration evaluated on a dataset. The ledger is only ever appended to, by every command that evaluates. */
export interface LedgerEntry {
  /** What is being tried: the study's or sweep's name. */
  readonly hypothesis: string;
  /** Content hash of the data. */
  readonly dataset: string;
  readonly planHash: string;
  /** Hash of the study's costs; absent in lines of older versions. */
  readonly costs?: string;
  /** First and last session evaluated; absent in lines of older versions. */
  readonly from?: string;
  readonly to?: string;
  readonly command: string;
  /** Of session results at traded size; null where undefined. */
  readonly sessions: number;
  readonly sharpe: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
}

/** What makes two lines one trial: the same plan at the same costs on the same sessions of the same data. */
const key = ({ dataset, planHash, costs = '', from = '', to = '' }: LedgerEntry): string => [dataset, planHash, costs, from, to].join(' ');

/** Where the ledger of a dataset is kept: beside it, so that replacing the data does not forget the trials. */
export const ledgerFile = (root: string, dataset: string): string => join(root, `${dataset}.ledger.jsonl`);

/** Every trial recorded for a dataset, oldest first; one that two processes recorded counts once. @throws DataError on a damaged line */
export const readLedger = (root: string, dataset: string): LedgerEntry[] => {
  const path = ledgerFile(root, dataset);
  if (!existsSync(path)) return [];
  const entries = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as LedgerEntry;
      } catch {
        throw new DataError('ledger', mustBe(`${path}:${i + 1}`, 'a JSON line', line.slice(0, 40), 'restore the file; trials must not be forgotten'));
      }
    });
  return [...new Map(entries.toReversed().map((entry) => [key(entry), entry])).values()].toReversed();
};

/** A dataset's ledger open for adding. */
export interface Ledger {
  /** Adds the trials the dataset has not seen. @returns how many were new */
  readonly append: (entries: readonly LedgerEntry[]) => number;
}

/** Opens a ledger: what it holds is read once. */
export const openLedger = (root: string, dataset: string): Ledger => {
  const known = new Set(readLedger(root, dataset).map(key));
  const path = ledgerFile(root, dataset);
  return {
    append: (entries) => {
      const fresh = entries.filter((entry) => {
        const isNew = !known.has(key(entry));
        known.add(key(entry));
        return isNew;
      });
      if (fresh.length > 0) {
        mkdirSync(dirname(path), { recursive: true });
        appendFileSync(path, fresh.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      }
      return fresh.length;
    },
  };
};

/** Appends the trials a dataset has not seen: the same plan on the same data counts once. @returns how many were new */
export const appendLedger = (root: string, dataset: string, entries: readonly LedgerEntry[]): number => openLedger(root, dataset).append(entries);
