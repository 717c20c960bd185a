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

  it.each(Object.keys(exitPresets))('%s earns nothing in the middle of quotes as wide as recorded ones, and pays for them at the quote', (exits) => {
    const middle = measureEdge(exits, 'ticked');
    const quote = measureEdge(exits, 'ticked', 1);
    console.info(`${exits}: ${(middle.mean / 100).toFixed(2)} dollars a contract in the middle, standard error ${(middle.standardError / 100).toFixed(2)}; ${(quote.mean / 100).toFixed(2)} at the quote`);
    expectNoEdge(middle);
    expect(quote.mean).toBeLessThan(middle.mean - 500);
  }, 120_000);
});
