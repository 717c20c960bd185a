import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint, Checkpoints } from '../../pool/index.ts';
import { writeFileAtomic } from '../../store/index.ts';

/** Checkpoints on disk, in a folder of their own beside the answer. */
export interface CheckpointFolder extends Checkpoints {
  readonly remove: () => void;
}

/** A line of lengths, then the bytes: which chunks are done, and each part of memory. */
const packed = ({ doneChunks, parts }: Checkpoint): Uint8Array => {
  const pieces = [doneChunks, ...parts];
  const head = Buffer.from(`${JSON.stringify(pieces.map((piece) => piece.length))}\n`);
  return Buffer.concat([head, ...pieces]);
};

const unpacked = (bytes: Buffer): Checkpoint => {
  const end = bytes.indexOf('\n');
  const lengths = JSON.parse(bytes.toString('utf8', 0, end)) as number[];
  let offset = end + 1;
  const [doneChunks, ...parts] = lengths.map((length) => bytes.subarray(offset, (offset += length)));
  return { doneChunks, parts };
};

export const checkpointFolder = (target: string): CheckpointFolder => {
  const folder = join(target, '.mc-resume');
  const fileOf = (key: string): string => join(folder, key);
  return {
    load: (key) => (existsSync(fileOf(key)) ? unpacked(readFileSync(fileOf(key))) : undefined),
    save: (key, checkpoint) => writeFileAtomic(fileOf(key), packed(checkpoint)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
