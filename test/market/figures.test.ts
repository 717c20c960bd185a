import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fairRecipe, figureMeter, marketOf, parseRecipe, sessionsBetween } from '../../src/market/index.ts';

const market = marketOf({ ...fairRecipe, step: 5 });
const meter = figureMeter(fairRecipe.figures);
market.dates.forEach((_, i) => meter.add(market.day(i, 'ticked')));
const found = meter.compare(market.dates.map((_, i) => market.day(i, 'exact').context.previousVix));

const tolerances = [
  ['deviation at the money at every time of day', 0.1, 9],
  ['smile for two deviations either side, at every time of day', 0.06, 36],
  ['median width of every price, in ticks', 1, 8],
  ['VIX levels', 0.1, 5],
] as const;

describe('the embedded market', () => {
  it('covers the 723 sessions from 2023-02-23 to 2026-01-09', () => {
    expect(market.dates).toEqual(sessionsBetween('2023-02-23', '2026-01-09'));
    expect(market.dates).toHaveLength(723);
  });

  it.each(tolerances.map((row, i) => [...row, i] as const))('has the recorded %s within %d', (_title, tolerance, count, i) => {
    const family = found.families[i];
    expect(family.figures).toHaveLength(count);
    expect(family.tolerance).toBe(tolerance);
    expect(family.largest).toBeLessThanOrEqual(tolerance);
  });

  it('is measured for what it is: a market of half the deviation is found out', () => {
    const { session } = fairRecipe.law;
    const calm = marketOf({ ...fairRecipe, step: 30, to: '2023-12-29', law: { ...fairRecipe.law, session: { ...session, atMedian: session.atMedian / 2 } } });
    const other = figureMeter(fairRecipe.figures);
    calm.dates.forEach((_, i) => other.add(calm.day(i, 'ticked')));
    const [deviations] = other.compare(market.dates.map(() => 16)).families;
    expect(deviations.isWithin).toBe(false);
    expect(deviations.figures[1].off).toBeLessThan(-0.3);
  });

  it('is the one its recipe file states', () => {
    const stated: unknown = JSON.parse(readFileSync(new URL('../../datasets/demo.recipe.json', import.meta.url), 'utf8'));
    expect(parseRecipe(stated, 'demo.recipe.json')).toEqual(fairRecipe);
  });

  it('refuses a recipe that plants an edge or misspells a key', () => {
    expect(() => parseRecipe({ ...fairRecipe, plantedEdge: 'puts' }, 'r.json')).toThrow(/r.json.plantedEdge must be "none"/);
    expect(() => parseRecipe({ ...fairRecipe, sed: 1 }, 'r.json')).toThrow(/did you mean seed\?/);
  });
});
