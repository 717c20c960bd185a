import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';

describe('a numbered stream', () => {
  it('fills an array with what as many single draws give, and goes on from there', () => {
    const words = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(fc.property(words, words, fc.array(fc.nat({ max: 40 }), { maxLength: 5 }), (seed, path, fills) => {
      const [filled, single] = [openStream(seed, path), openStream(seed, path)];
      for (const count of fills) {
        const out = new Uint32Array(count);
        filled.fillU32(out);
        expect(Array.from(out)).toEqual(Array.from({ length: count }, single.u32));
        expect(filled.real()).toBe(single.real());
      }
    }));
  });
});
