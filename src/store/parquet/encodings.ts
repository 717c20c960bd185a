import { putVarint, zigzag } from './thrift.ts';

/** Bits that hold every number up to the highest. */
export const bitsFor = (highest: number): number => 32 - Math.clz32(highest);

/** Eight numbers of `width` bits one after another, the lowest bit first: as many bytes as a number has bits. */
const packEight = (values: Int32Array, from: number, width: number, to: Uint8Array, at: number): void => {
  let [bits, held, byte] = [0, 0, at];
  for (let i = from; i < from + 8; i++) {
    const value = values[i];
    bits |= value << held;
    held += width;
    if (held < 32) continue;
    to[byte] = bits;
    to[byte + 1] = bits >>> 8;
    to[byte + 2] = bits >>> 16;
    to[byte + 3] = bits >>> 24;
    byte += 4;
    held -= 32;
    // A shift by 32 shifts by nothing.
    bits = held === 0 ? 0 : value >>> (width - held);
  }
  for (; held > 0; held -= 8) {
    to[byte++] = bits;
    bits >>>= 8;
  }
};

const BLOCK = 128;
const MINIBLOCK = 32;
const MINIBLOCKS = BLOCK / MINIBLOCK;

/** Writes a number in groups of seven bits. @returns bytes written */
const writeVarint = (value: number, to: Uint8Array, at: number): number => {
  const bytes: number[] = [];
  putVarint(value, bytes);
  to.set(bytes, at);
  return bytes.length;
};

/**
 * Whole numbers as the differences from one to the next, each 32 of them in as few bits as they need.
 *
 * Source: Apache Parquet, "Encodings", DELTA_BINARY_PACKED.
 */
export const deltaEncoded = (values: Int32Array): Uint8Array => {
  const blocks = Math.ceil(values.length / BLOCK);
  const to = new Uint8Array(32 + blocks * (5 + MINIBLOCKS + 4 * BLOCK));
  const deltas = new Int32Array(BLOCK);
  let at = 0;
  for (const head of [BLOCK, MINIBLOCKS, values.length, zigzag(values[0] ?? 0)]) at += writeVarint(head, to, at);
  for (let start = 1; start < values.length; start += BLOCK) {
    const count = Math.min(BLOCK, values.length - start);
    let least = 0x7fffffff;
    for (let i = 0; i < count; i++) {
      deltas[i] = values[start + i] - values[start + i - 1];
      if (deltas[i] < least) least = deltas[i];
    }
    deltas.fill(least, count);
    at += writeVarint(zigzag(least), to, at);
    const widths = at;
    at += MINIBLOCKS;
    for (let m = 0; m < MINIBLOCKS; m++) {
      const end = (m + 1) * MINIBLOCK;
      let all = 0;
      for (let i = m * MINIBLOCK; i < end; i++) {
        deltas[i] -= least;
        all |= deltas[i];
      }
      const width = bitsFor(all);
      to[widths + m] = width;
      for (let i = m * MINIBLOCK; width > 0 && i < end; i += 8, at += width) packEight(deltas, i, width, to, at);
    }
  }
  return to.subarray(0, at);
};

/** Numbers in a row that are equal, from which on they are written once with their count. */
const RUN = 8;

/**
 * Small whole numbers, long runs of one as its count, others in as few bits as the highest needs.
 *
 * Source: Apache Parquet, "Encodings", RLE / bit-packing hybrid.
 *
 * @param highest that any of them could be
 */
export const hybridEncoded = (values: Int32Array, highest: number): Uint8Array => {
  const width = bitsFor(highest);
  const valueBytes = Math.ceil(width / 8);
  const to = new Uint8Array(64 + Math.ceil((values.length * width) / 8) + Math.ceil(values.length / RUN) * (10 + valueBytes));
  let at = 0;
  const putRun = (value: number, count: number): void => {
    at += writeVarint(count * 2, to, at);
    for (let byte = 0; byte < valueBytes; byte++) to[at++] = value >>> (8 * byte);
  };
  /** Packs whole groups of eight; the last may reach beyond the values, into zeros. */
  const putPacked = (from: number, end: number): void => {
    const groups = Math.ceil((end - from) / 8);
    if (groups === 0) return;
    at += writeVarint(groups * 2 + 1, to, at);
    for (let i = from; i < end; i += 8, at += width) {
      if (i + 8 <= values.length) packEight(values, i, width, to, at);
      else packEight(Int32Array.from({ length: 8 }, (_, v) => values[i + v] ?? 0), 0, width, to, at);
    }
  };
  let packedFrom = 0;
  for (let i = 0; i < values.length; ) {
    let end = i + 1;
    while (end < values.length && values[end] === values[i]) end++;
    // Packed groups are whole: a run lends the group before it what that group lacks.
    const runFrom = packedFrom + Math.ceil((i - packedFrom) / 8) * 8;
    if (end - runFrom >= RUN) {
      putPacked(packedFrom, runFrom);
      putRun(values[i], end - runFrom);
      packedFrom = end;
    }
    i = end;
  }
  putPacked(packedFrom, values.length);
  return to.subarray(0, at);
};
