import seedrandom from 'seedrandom';

/** Whether a text is a shorter one written several times over: such keys seed the generator as the shorter one does. */
const isRepetition = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

/**
 * A text that repeats nothing and names the same key: one more character, other than the last, ends every repetition
 * (two periods of a text that long would share a period of one, Fine and Wilf, 1965, doi:10.1090/S0002-9939-1965-0174934-9).
 */
const unrepeated = (text: string): string => !isRepetition(text) ? text : `${text}${text.endsWith('.') ? ',' : '.'}`;

/**
 * A user's seed, text or number, as the 32-bit number that names random streams.
 *
 * `42` and `"42"` are the same seed; `1` and `11` are not.
 */
export const seedFrom = (seed: string | number): number => seedrandom(unrepeated(String(seed))).int32() >>> 0;
