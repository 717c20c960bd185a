import { describe, expect, it, vi } from 'vitest';
import { expectNoEdge, measureEdge } from '../support/zero-edge.ts';

/** Flattery planted in the engine: an exit fills at the prices of the row before the one it was decided on. */
vi.mock('../../src/backtest/orders.ts', async (original) => {
  const orders = await original<typeof import('../../src/backtest/orders.ts')>();
  return {
    ...orders,
    tryClose: (...[day, t, close, plan, execution]: Parameters<typeof orders.tryClose>) => {
      const exit = orders.tryClose(day, Math.max(close.opened.row + 1, t - 2), close, plan, execution);
      return exit === undefined ? undefined : { ...exit, row: t };
    },
  };
});

describe('an engine that fills exits one row early', () => {
  it.each(['seed-bt3y-rules', 'seed-live-0110'])('is caught under %s', (exits) => {
    const edge = measureEdge(exits);
    console.info(`planted early fill, ${exits}: ${(edge.mean / 100).toFixed(2)} dollars a contract, standard error ${(edge.standardError / 100).toFixed(2)}`);
    expect(() => expectNoEdge(edge)).toThrow();
  }, 60_000);
});
