import { joined } from './bytes.ts';
import type { EncodedColumn, Page } from './column.ts';
import { encodings } from './column.ts';
import type { ThriftFields, ThriftValue } from './thrift.ts';
import { i32, i64, list, struct, text, thriftBytes } from './thrift.ts';

const MAGIC = new TextEncoder().encode('PAR1');
const SNAPPY = 1;
const pages = { data: 0, dictionary: 2 } as const;

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

/** A page under its header. */
const headed = (kind: number, { bytes, length }: Page, about: ThriftFields) => {
  const head = thriftBytes({ 1: i32(kind), 2: i32(length), 3: i32(bytes.length), ...about });
  return { parts: [head, bytes], uncompressed: head.length + length };
};

/** A column's pages, and what the file's end says of them. */
const chunkOf = ({ type, name, encoding, dictionary, page }: EncodedColumn, rows: number, offset: number) => {
  const words = dictionary === undefined ? undefined : headed(pages.dictionary, dictionary, { 7: struct({ 1: i32(dictionary.count), 2: i32(encodings.plain) }) });
  const data = headed(pages.data, page, { 5: struct({ 1: i32(rows), 2: i32(encoding), 3: i32(encodings.rle), 4: i32(encodings.rle) }) });
  const parts = [...(words?.parts ?? []), ...data.parts];
  const uncompressed = (words?.uncompressed ?? 0) + data.uncompressed;
  const used = [encodings.rle, encoding, ...(words === undefined ? [] : [encodings.plain])];
  const about = struct({
    1: i32(type),
    2: list(used.map(i32)),
    3: list([text(name)]),
    4: i32(SNAPPY),
    5: i64(rows),
    6: i64(uncompressed),
    7: i64(lengthOf(parts)),
    9: i64(offset + (words === undefined ? 0 : lengthOf(words.parts))),
    ...(words === undefined ? {} : { 11: i64(offset) }),
  });
  return { parts, uncompressed, about: struct({ 2: i64(offset), 3: about }) };
};

const schemaOf = (columns: readonly EncodedColumn[]): ThriftValue =>
  list([
    struct({ 4: text('rows'), 5: i32(columns.length) }),
    ...columns.map(({ type, isOptional, name, converted }) =>
      struct({ 1: i32(type), 3: i32(isOptional ? 1 : 0), 4: text(name), ...(converted === undefined ? {} : { 6: i32(converted) }) })),
  ]);

/**
 * A Parquet file of one row group, each column one page under Snappy: the same bytes on every machine.
 *
 * Source: Apache Parquet, "File Format", version 1 data pages.
 *
 * @param rows of every column
 */
export const parquetBytes = (columns: readonly EncodedColumn[], rows: number): Uint8Array => {
  const parts: Uint8Array[] = [MAGIC];
  let [offset, uncompressed] = [MAGIC.length, 0];
  const abouts: ThriftValue[] = [];
  for (const column of columns) {
    const chunk = chunkOf(column, rows, offset);
    parts.push(...chunk.parts);
    offset += lengthOf(chunk.parts);
    uncompressed += chunk.uncompressed;
    abouts.push(chunk.about);
  }
  const footer = thriftBytes({
    1: i32(2),
    2: schemaOf(columns),
    3: i64(rows),
    4: list([struct({ 1: list(abouts), 2: i64(uncompressed), 3: i64(rows) })]),
    6: text('gamma-workbench'),
  });
  return joined([...parts, footer, new Uint8Array(Uint32Array.of(footer.length).buffer), MAGIC]);
};
