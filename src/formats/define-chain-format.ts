import type { DataGrade } from '../kernel/index.ts';
import { DataError, mustBe } from '../kernel/index.ts';
import type { RowSink } from './chain-row.ts';
import type { ChainSource } from './table.ts';

/** When a row's label says it was knowable. A format cannot be defined without saying so. */
export interface Stamp {
  /** `start` of its bar, so that it was knowable one bar later; or the `end`, when it was. */
  readonly at: 'start' | 'end';
  /** Time zone of the label, or where the file states it. */
  readonly zone: string;
}

/** One vendor's layout of option chains. */
export interface ChainFormat {
  readonly id: string;
  readonly title: string;
  /** Grade its data earns; undefined when the user must attest it. */
  readonly grade: DataGrade | undefined;
  /** `mids` when the source has no bid and ask, only a middle. */
  readonly quotes: 'quotes' | 'mids';
  readonly stamp: Stamp;
  /** What the header must look like, for messages. */
  readonly header: string;
  /** Whether a file's first lines look like this format. */
  readonly sniff: (head: readonly string[]) => boolean;
  readonly read: (source: ChainSource, sink: RowSink) => void;
}

/**
 * Makes a format that refuses files of another layout.
 *
 * Its `read` throws DataError `wrong-header` before any row is passed on.
 */
export const defineChainFormat = (format: ChainFormat): ChainFormat => ({
  ...format,
  read: (source, sink) => {
    if (!format.sniff(source.head)) {
      const found = source.head.find((line) => line !== '') ?? '';
      throw new DataError('wrong-header', mustBe(`header of ${source.name}`, format.header, found, 'choose another --format'));
    }
    format.read(source, sink);
  },
});
