import { describe, expect, it } from 'vitest';
import { exitPresets } from '../support/plans.ts';
import { expectNoEdge, measureEdge } from '../support/zero-edge.ts';

describe('on the fair market, before costs', () => {
  it.each(Object.keys(exitPresets))('%s earns nothing', (exits) => {
    const edge = measureEdge(exits);
    console.info(`${exits}: ${(edge.mean / 100).toFixed(2)} dollars a contract, standard error ${(edge.standardError / 100).toFixed(2)}, ${edge.trades} trades`);
    expectNoEdge(edge);
    // With exits that cut losses the detector must see $10 a contract; settling alone is too noisy for that.
    if (exitPresets[exits].rules.length > 0) expect(3 * edge.standardError).toBeLessThan(1000);
  }, 60_000);
});
