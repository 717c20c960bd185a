import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** SHA-256 of bytes or text, hex. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** SHA-256 of a file's bytes, hex. */
export const sha256File = (path: string): string => sha256(readFileSync(path));
