import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';
import { alarmAt, atMostWins, bandPlace, colourOf, looks, winLooks } from '../../src/research/index.ts';

/** Chance that any look alarms, by exact enumeration of wins between looks. */
const alarmChance = (p: number, truth: number): number => {
  let alive = new Map<number, number>([[0, 1]]);
  let alarmed = 0;
  let n = 0;
  for (const look of looks) {
    for (; n < look; n++) {
      const after = new Map<number, number>();
      for (const [wins, chance] of alive) {
        after.set(wins, (after.get(wins) ?? 0) + chance * (1 - truth));
        after.set(wins + 1, (after.get(wins + 1) ?? 0) + chance * truth);
      }
      alive = after;
    }
    for (const [wins, chance] of alive) {
      if (wins > alarmAt(look, p)) continue;
      alarmed += chance;
      alive.delete(wins);
    }
  }
  return alarmed;
};

describe('the sequential test of the win rate', () => {
  it('has the limits 1, 4, 9 and 13 wins at 58.2%, as the reliability note works them out', () => {
    expect(looks.map((n) => alarmAt(n, 0.582))).toEqual([1, 4, 9, 13]);
  });

  it('raises a false alarm in under one percent of certificates and catches a fall to 23.1% in 95%', () => {
    expect(alarmChance(0.582, 0.582)).toBeLessThan(0.01);
    expect(alarmChance(0.582, 0.582)).toBeCloseTo(0.0045, 3);
    expect(alarmChance(0.582, 0.231)).toBeGreaterThan(0.94);
  });

  it('sums the binomial exactly', () => {
    expect(atMostWins(0, 3, 0.5)).toBeCloseTo(0.125, 12);
    expect(atMostWins(3, 3, 0.5)).toBeCloseTo(1, 12);
    expect(atMostWins(2, 5, 1)).toBe(0);
  });

  it('looks at the first trades only, at the trades it names', () => {
    const results = [...new Array<number>(10).fill(-5), ...new Array<number>(15).fill(10)];
    expect(winLooks(results, 0.6).map(({ trades, wins, isAlarm }) => [trades, wins, isAlarm])).toEqual([[10, 0, true], [20, 10, false]]);
    expect(winLooks([1, 2], 0.6)).toEqual([]);
  });
});

describe('the place in the band', () => {
  it('is spread evenly for trades drawn from the evidence, and at the ends for others', () => {
    const rng = openStream(3, 1);
    const evidence = Array.from({ length: 200 }, () => Math.round(1000 * rng.normal()));
    const places = Array.from({ length: 200 }, (_, i) => bandPlace(Array.from({ length: 12 }, () => evidence[rng.below(200)]), evidence, i));
    expect(places.filter((place) => place < 0.5).length).toBeGreaterThan(70);
    expect(places.filter((place) => place < 0.5).length).toBeLessThan(130);
    expect(colourOf(bandPlace(new Array<number>(12).fill(-2500), evidence, 1))).toBe('red');
    expect(colourOf(bandPlace([], evidence, 1))).toBe('green');
  });
});
