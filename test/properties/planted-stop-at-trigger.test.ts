import { describe, expect, it, vi } from 'vitest';
import { stopLossDebit } from '../../src/strategy/index.ts';
import { expectNoEdge, measureEdge } from '../support/zero-edge.ts';

/** Flattery planted in the engine: a stop fills at its trigger instead of at the market. */
vi.mock('../../src/backtest/orders.ts', async (original) => {
  const orders = await original<typeof import('../../src/backtest/orders.ts')>();
  return {
    ...orders,
    tryClose: (...[day, t, close, plan, execution]: Parameters<typeof orders.tryClose>) => {
      const exit = orders.tryClose(day, t, close, plan, execution);
      const rule = plan.strategy.exits.rules.find((r) => (r.name ?? r.kind) === close.reason);
      if (exit === undefined || rule?.kind !== 'stopLoss') return exit;
      return { ...exit, debit: stopLossDebit(close.opened.credit, rule.stopLossPercent) };
    },
  };
});

describe('an engine that fills stops at their trigger', () => {
  it.each(['seed-bt3y-rules', 'seed-live-0110'])('is caught under %s', (exits) => {
    const edge = measureEdge(exits);
    console.info(`planted stop at trigger, ${exits}: ${(edge.mean / 100).toFixed(2)} dollars a contract, standard error ${(edge.standardError / 100).toFixed(2)}`);
    expect(() => expectNoEdge(edge)).toThrow();
  }, 60_000);
});
