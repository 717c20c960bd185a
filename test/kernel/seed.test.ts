import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedFrom } from '../../src/kernel/index.ts';

describe('a seed', () => {
  it('names the same stream as text and as a number', () => expect(seedFrom(42)).toBe(seedFrom('42')));
  it('differs from its own repetitions', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: 2, max: 4 }), (text, times) => {
      expect(seedFrom(text.repeat(times))).not.toBe(seedFrom(text));
    }));
    expect(new Set(['1', '11', '111', '1111'].map(seedFrom)).size).toBe(4);
    expect(new Set(['.', '..', '...', '....'].map(seedFrom)).size).toBe(4);
  });
});
