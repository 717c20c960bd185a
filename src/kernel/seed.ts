import seedrandom from 'seedrandom';

/** Whether a text is a shorter one written several times over: such keys seed the generator as the shorter one does. */
const isRepetition = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

/**
 * A user's seed, text or number, as the 32-bit number that names random streams.
 *
 * `42` and `"42"` are the same seed; `1` and `11` are not.
 */
export const seedFrom = (seed: string | number): number => {
  const text = String(seed);
  return seedrandom(isRepetition(text) ? `${text}.` : text).int32() >>> 0;
};
