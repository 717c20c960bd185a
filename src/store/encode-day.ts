import { crc32 } from 'node:zlib';
import type { QuoteDay } from '../market/index.ts';
import { packDay } from '../market/index.ts';
import { dayFileMaker } from './day-parquet.ts';
import { sha256 } from './hash.ts';

/** A packed session and its checksum. */
export interface PackedBytes {
  readonly bytes: Uint8Array;
  readonly crc32: number;
  /** Prices too high to pack. */
  readonly tooHigh: number;
}

/** A session as the bytes of its two files. */
export interface EncodedDay {
  readonly parquet: Uint8Array;
  readonly sha256: string;
  readonly packed: PackedBytes;
}

export const packedBytes = (day: QuoteDay): PackedBytes => {
  const { bytes, tooHigh } = packDay(day);
  return { bytes, crc32: crc32(bytes), tooHigh };
};

/** Encodes sessions one after another. @throws InvariantError when a price is not whole cents */
export const sessionEncoder = (): ((day: QuoteDay) => EncodedDay) => {
  const fileOf = dayFileMaker();
  return (day) => {
    const parquet = fileOf(day);
    return { parquet, sha256: sha256(parquet), packed: packedBytes(day) };
  };
};
