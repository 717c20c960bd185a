import { describe, expect, it } from 'vitest';
import type { ChainDay } from '../../src/market/index.ts';
import { closeMinuteOf, gexAt, marketNames, marketOf, marketRecipes, maxGexPin, parseRecipe } from '../../src/market/index.ts';

const years = (name: keyof typeof marketRecipes) => marketOf({ ...marketRecipes[name], step: 15, to: '2024-02-23' });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const error = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / values.length);

/** Gamma pin the program itself finds at noon on exact quotes; undefined on a half day. */
const noonPin = (day: ChainDay): { pin: number; spot: number } | undefined => {
  const t = day.minutes.indexOf(720);
  const profile = closeMinuteOf(day.date) === 960 ? gexAt(day, t, 'dollars-per-percent') : undefined;
  const pin = profile === undefined ? undefined : maxGexPin(profile, 100);
  return pin === undefined ? undefined : { pin, spot: day.spot[t] };
};

/** By session: what part of the distance from noon to the pin was covered by the close. */
const covered = (name: 'pinning' | 'null-gex'): number[] => {
  const market = years(name);
  return market.dates.flatMap((_, i) => {
    const day = market.day(i, 'exact');
    const found = noonPin(day);
    if (found === undefined || Math.abs(found.pin - found.spot) < 15 || day.settlement === undefined) return [];
    return [(day.settlement - found.spot) / (found.pin - found.spot)];
  });
};

describe('synthetic markets', () => {
  it('are all told by valid recipes under their own names', () => {
    for (const name of marketNames) {
      expect(parseRecipe(JSON.parse(JSON.stringify(marketRecipes[name])), name)).toEqual(marketRecipes[name]);
      expect(marketRecipes[name].market).toBe(name);
    }
    expect(marketRecipes.fair.plantedEdge).toBe('none');
    expect(marketRecipes['null-gex'].plantedEdge).toBe('none');
  });

  it('pull the index to the pin in `pinning` by what the recipe states, and not at all in `null-gex`', () => {
    const pulled = covered('pinning');
    const placebo = covered('null-gex');
    expect(pulled.length).toBeGreaterThan(60);
    expect(Math.abs(mean(pulled) - (1 - 0.75 ** 4))).toBeLessThan(4 * error(pulled));
    expect(Math.abs(mean(placebo))).toBeLessThan(3 * error(placebo));
  });

  it('show the program the pin they pull to', () => {
    const market = years('pinning');
    const pins = market.dates.slice(0, 60).map((_, i) => noonPin(market.day(i, 'exact'))?.pin).filter((pin) => pin !== undefined);
    expect(pins.every((pin) => pin % 25 === 0)).toBe(true);
  });

  it('drift one way a session in `trend`, either way equally', () => {
    const market = years('trend');
    const fair = years('fair');
    const half = (source: typeof market): number[] =>
      source.dates.map((_, i) => {
        const day = source.day(i, 'exact');
        const middle = day.spot[day.rows >> 1];
        return Math.sign(middle - day.spot[0]) * ((day.settlement ?? middle) - middle) / day.spot[0];
      });
    expect(mean(half(market))).toBeGreaterThan(3 * error(half(market)));
    expect(Math.abs(mean(half(fair)))).toBeLessThan(3 * error(half(fair)));
  });

  it('fall on the named days of `crash`, raise the VIX after, widen quotes and lose some', () => {
    const market = years('crash');
    const gap = market.day(45, 'ticked');
    expect(gap.spot[0] / gap.context.previousClose - 1).toBeLessThan(-0.02);
    expect(market.day(46, 'exact').context.previousVix).toBeGreaterThan(1.5 * gap.context.previousVix);
    const flash = market.day(110, 'exact');
    const [before, after] = [flash.spot[flash.minutes.indexOf(870)], flash.spot[flash.minutes.indexOf(885)]];
    expect(after / before - 1).toBeLessThan(-0.02);
    const blank = market.dates.filter((_, i) => market.day(i, 'ticked').bid.some(Number.isNaN)).length;
    expect(blank).toBeGreaterThan(0);
    expect(blank).toBeLessThan(40);
  });

  it('append: more sessions leave the earlier ones as they were', () => {
    for (const name of ['pinning', 'crash'] as const) {
      const [short, long] = ['2023-06-01', '2023-12-01'].map((to) => marketOf({ ...marketRecipes[name], step: 30, to }));
      expect(short.day(50, 'ticked').bid, name).toEqual(long.day(50, 'ticked').bid);
    }
  });
});
