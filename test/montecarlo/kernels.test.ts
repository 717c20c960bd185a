import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensembleOn } from '../../src/montecarlo/index.ts';
import { sourceSha256 as alongSource } from '../../src/montecarlo/statistics/along.wasm.ts';
import { alongPaths } from '../../src/montecarlo/statistics/along-paths.ts';
import { openSelector } from '../../src/montecarlo/statistics/select-wasm.ts';
import { orderStatistics } from '../../src/montecarlo/statistics/select.ts';
import { sourceSha256 as selectSource } from '../../src/montecarlo/statistics/select.wasm.ts';

const sourceOf = (name: string): string => createHash('sha256').update(readFileSync(resolve(import.meta.dirname, `../../wasm/${name}.ts`))).digest('hex');

/** Balances as they come: crowded at a halt, spread far, or all alike. */
const column = fc.oneof(
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 400 }),
  fc.array(fc.oneof(fc.constant(1_249_900), fc.integer({ min: 1_249_890, max: 1_249_910 }), fc.integer({ min: 0, max: 9e8 })), { minLength: 1, maxLength: 400 }),
  fc.integer({ min: 1, max: 300 }).chain((length) => fc.constantFrom(0, -5, 7_000_000).map((value) => new Array<number>(length).fill(value))),
);

describe('the WebAssembly kernels of the statistics', () => {
  it('are built from the sources beside them', () => {
    expect(selectSource).toBe(sourceOf('select'));
    expect(alongSource).toBe(sourceOf('along'));
  });
  it('find the order statistics that sorting finds', () => {
    const select = openSelector(400);
    if (select === undefined) throw new Error('this engine has no WebAssembly SIMD');
    fc.assert(fc.property(column, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (values, shares) => {
      const ranks = [...new Set(shares.map((share) => Math.round(share * (values.length - 1))))].sort((a, b) => a - b);
      const sorted = [...values].sort((a, b) => a - b);
      expect(select(Int32Array.from(values), ranks)).toEqual(ranks.map((rank) => sorted[rank]));
      expect(orderStatistics(Int32Array.from(values), ranks)).toEqual(ranks.map((rank) => sorted[rank]));
    }), { numRuns: 300 });
  });
  it('follow paths bit for bit as the plain follower does, zero and negative balances included', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 1e6 }), (paths, sessions, seed) => {
      const ensemble = ensembleOn({ paths, sessions, wide: false });
      for (let cell = 0; cell < paths * sessions; cell++) ensemble.balance[cell] = Math.max(-3, ((cell * 7919 + seed * 104_729) % 1_000) - 150) * (cell % 5 === 0 ? 0 : 1_000);
      expect(alongPaths(ensemble, 2_500_000)).toEqual(alongPaths(ensemble, 2_500_000, 'plain'));
    }));
  });
});
