import { compress } from 'snappyjs';
import { joined } from './bytes.ts';
import { bitsFor, deltaEncoded, hybridEncoded } from './encodings.ts';
import { putVarint } from './thrift.ts';

/** Numbers of Parquet's format for what this program writes. */
export const physical = { int32: 1, double: 5, bytes: 6 } as const;
export const encodings = { plain: 0, rle: 3, delta: 5, dictionary: 8 } as const;
/** Parquet's converted types: what a column's numbers or bytes stand for. */
export const converted = { text: 0, twoBytes: 12 } as const;

/** A page's content under Snappy. */
export interface Page {
  readonly bytes: Uint8Array;
  /** Bytes before compression. */
  readonly length: number;
}

/** What a column is called and holds. */
interface ColumnType {
  readonly name: string;
  readonly type: (typeof physical)[keyof typeof physical];
  readonly converted?: (typeof converted)[keyof typeof converted];
  readonly isOptional: boolean;
}

/** A column ready to be put into a file. */
export interface EncodedColumn extends ColumnType {
  readonly encoding: number;
  /** Values that the page's numbers point to. */
  readonly dictionary?: Page & { readonly count: number };
  readonly page: Page;
}

/** Stands for an empty cell. */
export const EMPTY = -1;

const pageOf = (parts: readonly Uint8Array[]): Page => {
  const content = joined(parts);
  return { bytes: compress(content), length: content.length };
};

const lengthPrefixed = (bytes: Uint8Array | readonly number[]): Uint8Array => {
  const prefixed = new Uint8Array(4 + bytes.length);
  new DataView(prefixed.buffer).setUint32(0, bytes.length, true);
  prefixed.set(bytes, 4);
  return prefixed;
};

/** Says of each cell of an optional column whether it is filled. */
const filledPart = (cells: Int32Array): Uint8Array => lengthPrefixed(hybridEncoded(cells.map((cell) => (cell === EMPTY ? 0 : 1)), 1));

/** The same where it is so of all or of none. */
const samePart = (count: number, isFilled: 0 | 1): Uint8Array => {
  const run: number[] = [];
  putVarint(2 * count, run);
  return lengthPrefixed([...run, isFilled]);
};

const countFilled = (cells: Int32Array): number => {
  let filled = 0;
  for (let i = 0; i < cells.length; i++) if (cells[i] !== EMPTY) filled++;
  return filled;
};

/** Cells of an optional column, without the empty ones. */
const optional = (cells: Int32Array): { readonly filled: Int32Array; readonly part: Uint8Array } => {
  const count = countFilled(cells);
  if (count === cells.length) return { filled: cells, part: samePart(count, 1) };
  if (count === 0) return { filled: new Int32Array(), part: samePart(cells.length, 0) };
  return { filled: cells.filter((cell) => cell !== EMPTY), part: filledPart(cells) };
};

/** Whole numbers, each as its difference from the one before; any may be `EMPTY`. */
export const wholeColumn = (name: string, cells: Int32Array): EncodedColumn => {
  const { filled, part } = optional(cells);
  return { name, type: physical.int32, isOptional: true, encoding: encodings.delta, page: pageOf([part, deltaEncoded(filled)]) };
};

/** Values as a dictionary, whose places a page then names. */
export const plainWords = (words: readonly string[]) => ({ ...pageOf(words.map((word) => lengthPrefixed(new TextEncoder().encode(word)))), count: words.length });
export const plainNumbers = (numbers: Int32Array | Float64Array) => ({ ...pageOf([new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)]), count: numbers.length });

/**
 * Each row's place in a dictionary.
 *
 * @param isOptional whether places may be `EMPTY`
 */
export const placesPage = (places: Int32Array, dictionaryLength: number, isOptional: boolean): Page => {
  const highest = Math.max(0, dictionaryLength - 1);
  const { filled, part } = isOptional ? optional(places) : { filled: places, part: new Uint8Array() };
  return pageOf([part, Uint8Array.of(bitsFor(highest)), hybridEncoded(filled, highest)]);
};

/** A column of places in a dictionary. */
export const dictionaryColumn = (about: ColumnType, dictionary: Page & { readonly count: number }, page: Page): EncodedColumn => ({
  ...about,
  encoding: encodings.dictionary,
  dictionary,
  page,
});
