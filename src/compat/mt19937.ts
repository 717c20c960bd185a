const SIZE = 624;
const SHIFT = 397;

/**
 * Reals in [0, 1) as numpy's legacy generator draws them after `seed(n)`: 32-bit Mersenne Twister, 53 bits from two words.
 *
 * @param seed whole number in [0, 2^32)
 * @see Matsumoto and Nishimura, 1998, doi:10.1145/272991.272995
 * @example numpyRandom(42)() // 0.3745401188473625
 */
export const numpyRandom = (seed: number): (() => number) => {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let at = SIZE;

  const twist = (): void => {
    for (let i = 0; i < SIZE; i++) {
      const y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) === 1 ? 0x9908b0df : 0);
    }
    at = 0;
  };

  const word = (): number => {
    if (at === SIZE) twist();
    let y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };

  return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
};
