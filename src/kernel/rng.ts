/**
 * Numbered random streams.
 *
 * A stream is named by a seed and whole numbers (path, purpose), so any path can be drawn again alone and results do
 * not depend on which worker drew them. Generator: sfc32 (Chris Doty-Humphrey, PractRand, 2010), 12 outputs discarded.
 */
export interface Rng {
  /** Next whole number in [0, 2^32). */
  readonly u32: () => number;
  /** Next real in [0, 1), 53 bits. */
  readonly real: () => number;
  /** Next whole number in [0, bound), by multiply-shift; bound at most 2^21 keeps the bias below 2^-11. */
  readonly below: (bound: number) => number;
  /** Fills an array with what as many calls of `u32` would give, some times sooner. */
  readonly fillU32: (out: Uint32Array) => void;
  /** Next standard normal, by the polar method (Marsaglia and Bray, 1964, doi:10.1137/1006063). */
  readonly normal: () => number;
}

/** Mixes one more whole number into a 32-bit hash (murmur3 finaliser; Appleby, 2011). */
export const mix32 = (hash: number, value: number): number => {
  let h = (hash ^ value) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
};

/** Four state words of stream (seed, a, b): what an inlined generator starts from before discarding 12 outputs. */
export const streamState = (seed: number, a: number, b: number): readonly [number, number, number, number] => {
  const s0 = mix32(mix32(mix32(0x9e3779b9, seed >>> 0), a >>> 0), b >>> 0);
  const s1 = mix32(s0, 0x243f6a88);
  const s2 = mix32(s1, 0x85a308d3);
  return [s0, s1, s2, 1];
};

/** The real in [0, 1) that two words of a stream make. */
export const realOf = (first: number, second: number): number => ((first >>> 5) * 67108864 + (second >>> 6)) / 9007199254740992;

/** The whole number in [0, bound) that a word of a stream makes. */
export const belowOf = (word: number, bound: number): number => Math.floor((word / 4294967296) * bound);

/** Opens stream (seed, a, b). Equal arguments give equal draws, on any machine. */
export const openStream = (seed: number, a: number, b = 0): Rng => {
  let [s0, s1, s2, counter] = streamState(seed, a, b);
  const u32 = (): number => {
    const t = (s0 + s1 + counter) | 0;
    counter = (counter + 1) | 0;
    s0 = s1 ^ (s1 >>> 9);
    s1 = (s2 + (s2 << 3)) | 0;
    s2 = ((s2 << 21) | (s2 >>> 11)) + t;
    s2 |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) u32();
  const real = (): number => realOf(u32(), u32());
  let spare = Number.NaN;
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    let x = 0;
    let y = 0;
    let s = 0;
    do {
      x = 2 * real() - 1;
      y = 2 * real() - 1;
      s = x * x + y * y;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    spare = y * scale;
    return x * scale;
  };
  const below = (bound: number): number => belowOf(u32(), bound);
  const fillU32 = (out: Uint32Array): void => {
    let [a, b, c, d] = [s0, s1, s2, counter];
    for (let i = 0; i < out.length; i++) {
      const t = (a + b + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      out[i] = t;
    }
    [s0, s1, s2, counter] = [a, b, c, d];
  };
  return { u32, real, below, fillU32, normal };
};
