import seedrandom from 'seedrandom';

/**
 * A user's seed, text or number, as the 32-bit number that names random streams.
 *
 * `42` and `"42"` are the same seed.
 */
export const seedFrom = (seed: string | number): number => seedrandom(String(seed)).int32() >>> 0;
