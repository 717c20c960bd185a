import type { DataGrade } from '../kernel/index.ts';
import { DataError, InvariantError, mustBe } from '../kernel/index.ts';
import type { RowSink } from './chain-row.ts';
import type { ChainSource } from './table.ts';

/** When a row's label says it was knowable. A format cannot be defined without saying so. */
export interface Stamp {
  /** `start` of its bar, so that it was knowable one bar later; or the `end`, when it was. */
  readonly at: 'start' | 'end';
  /** Time zone of the label, or where the file states it. */
  readonly zone: string;
}

/** What is known of a file when its first row is read. */
export interface OpenedFile {
  readonly name: string;
  /** First lines, at most 10. */
  readonly head: readonly string[];
  /** Cells of the header line. */
  readonly columns: readonly string[];
}

/** Takes a file's rows in order. */
export interface RowReader {
  readonly row: (cells: readonly string[]) => void;
  /** Called once, after the last row. */
  readonly end?: () => void;
}

/** Columns of a layout that hold one field each, so that a Parquet file of it can be read without text. */
export interface PlainColumns {
  readonly root: string;
  /** A timestamp without a zone, New York, that says when the row was known. */
  readonly time: string;
  readonly expiry: string;
  readonly right: string;
  readonly strike: string;
  readonly bid: string;
  readonly ask: string;
  /** Bid and ask of the index, of which the middle counts where both are above 0. */
  readonly index?: readonly [bid: string, ask: string];
  /** A column the file may have. */
  readonly openInterest?: string;
}

interface AboutFormat {
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
  readonly plain?: PlainColumns;
}

interface TableFormat extends AboutFormat {
  /** Line of the header, 0 for the first; 0 when left out. */
  readonly headerLine?: (head: readonly string[]) => number;
  /** @throws DataError when a column is missing or the file cannot be dated */
  readonly open: (file: OpenedFile, sink: RowSink) => RowReader;
}

interface DocumentFormat extends AboutFormat {
  readonly readText: (text: string, name: string, sink: RowSink) => void;
}

/** One vendor's layout of option chains: a table read row by row, or one document. */
export interface ChainFormat extends AboutFormat {
  readonly kind: 'table' | 'document';
  readonly headerLine: (head: readonly string[]) => number;
  /** Of a table. */
  readonly open: (file: OpenedFile, sink: RowSink) => RowReader;
  /** Reads a whole source in memory. @throws DataError `wrong-header` before any row when it is of another layout */
  readonly read: (source: ChainSource, sink: RowSink) => void;
}

const refuseOthers = ({ sniff, header }: AboutFormat, head: readonly string[], name: string): void => {
  if (sniff(head)) return;
  const found = head.find((line) => line !== '') ?? '';
  throw new DataError('wrong-header', mustBe(`header of ${name}`, header, found, 'choose another --format'));
};

/**
 * Makes a format of a table. Files of another layout are refused before any row is passed on.
 *
 * @example defineChainFormat({ ..., open: (file, sink) => ({ row: (cells) => screen(rowOf(cells)) }) })
 */
export const defineChainFormat = (format: TableFormat): ChainFormat => {
  const headerLine = format.headerLine ?? (() => 0);
  const open: ChainFormat['open'] = (file, sink) => {
    refuseOthers(format, file.head, file.name);
    return format.open(file, sink);
  };
  return {
    ...format,
    kind: 'table',
    headerLine,
    open,
    read: (source, sink) => {
      refuseOthers(format, source.head, source.name);
      const { columns, rows } = source.table(headerLine(source.head));
      const reader = open({ name: source.name, head: source.head, columns }, sink);
      for (const cells of rows) reader.row(cells);
      reader.end?.();
    },
  };
};

/** Makes a format of which a file is one document. */
export const defineDocumentFormat = ({ readText, ...about }: DocumentFormat): ChainFormat => ({
  ...about,
  kind: 'document',
  headerLine: () => 0,
  open: ({ name }) => {
    throw new InvariantError(`${name} opened as a table of format ${about.id}`);
  },
  read: (source, sink) => {
    refuseOthers(about, source.head, source.name);
    readText(source.text(), source.name, sink);
  },
});
