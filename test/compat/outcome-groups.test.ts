import { describe, expect, it } from 'vitest';
import { figuresOf, publishedGroups, publishedPopulation, publishedRisk, deployedRisk, contractsAt, resultsOf, singleTradeJob, sortinoFigures, TRADES_A_PATH } from '../../src/compat/index.ts';
import { run } from '../support/jobs.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0);

describe('the population of published figures', () => {
  it.each(publishedGroups)('gives $name its printed trades and total, all of one sign', (group) => {
    const results = resultsOf(group);
    expect([results.length, sum(results)]).toEqual([group.trades, group.total * 100]);
    expect(results.every((x) => Math.sign(x) === Math.sign(group.total))).toBe(true);
  });

  it('spreads results within a group by a third of their mean', () => {
    const results = resultsOf(publishedGroups[0]);
    const mean = sum(results) / results.length;
    const deviation = Math.sqrt(sum(results.map((x) => (x - mean) ** 2)) / results.length);
    expect(deviation / Math.abs(mean)).toBeCloseTo(0.33, 1);
  });

  it('has the printed win rate, and the standard deviation of a trade the table implies', () => {
    const { pnl } = publishedPopulation();
    const mean = sum(pnl) / pnl.length;
    expect(pnl.filter((x) => x > 0)).toHaveLength(1648);
    expect(Math.abs(Math.sqrt(sum(pnl.map((x) => (x - mean) ** 2)) / pnl.length) / 100 - 208)).toBeLessThan(2);
  });
});

describe('the published Monte Carlo', () => {
  const population = publishedPopulation();
  const figures = (seed: number, paths: number, risk = publishedRisk) => {
    const job = singleTradeJob(population, TRADES_A_PATH, { risk, seed, paths });
    return figuresOf(run(job), job);
  };

  it('draws 1,454 trades a path', () => {
    expect(TRADES_A_PATH).toBe(1454);
  });

  it('lies within one percent of the published median and fifth percentile with few paths', () => {
    const { pnl } = figures(1, 1000);
    expect(Math.abs(pnl.p50 / 1_589_495 - 1)).toBeLessThan(0.01);
    expect(Math.abs(pnl.p5 / 1_455_597 - 1)).toBeLessThan(0.01);
  });

  it('loses only on paths that halt', () => {
    const { loss, haltShare } = figures(1, 1000);
    expect(loss).toBe(haltShare);
  });

  it('answers a seed the same twice', () => {
    expect(figures(3, 100)).toEqual(figures(3, 100));
    expect(sortinoFigures(population, 3)).toEqual(sortinoFigures(population, 3));
  });

  it('never ends above a million in the account as deployed', () => {
    const { aboveMillion, pnl } = figures(1, 300, deployedRisk);
    expect(aboveMillion).toBe(0);
    expect(Math.abs(pnl.p50 / 477_681 - 1)).toBeLessThan(0.01);
  });

  it.each([[20_000, 3], [10_000, 3], [9_999.99, 0], [8_000, 0]])('sizes the deployed account at %d dollars with %i contracts', (balance, contracts) => {
    expect(contractsAt(deployedRisk, balance)).toBe(contracts);
  });
});
