import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefix } from '../../src/market/index.ts';
import type { ExitConfig, Opened } from '../../src/strategy/index.ts';
import { armExits, describeExit, exitRules, markPath, putVertical, shortDistance } from '../../src/strategy/index.ts';
import { randomDay } from '../support/random-day.ts';

/** One example of each rule, set so that it often fires on a random day. */
const examples: Readonly<Record<string, ExitConfig>> = {
  profitTarget: { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 20 }, { hours: 3, percent: 60 }] },
  trailingStop: { kind: 'trailingStop', basis: 'mid', triggerPercent: 15, lockPercent: 5, minDistancePercent: 4, tighten: 0.4 },
  stopLoss: { kind: 'stopLoss', basis: 'natural', stopLossPercent: 40, graceSeconds: 300, confirmSeconds: 600 },
  clock: { kind: 'clock', minutesBeforeClose: 120 },
  delta: { kind: 'delta', max: 0.4 },
  dollarStop: { kind: 'dollarStop', basis: 'mid', dollars: 60 },
  filteredStop: { kind: 'filteredStop', stopLossPercent: 30, graceSeconds: 0, processNoise: 3, measurementNoise: 0.05, noisy: 2, maxWaits: 3 },
  legStop: { kind: 'legStop', multiple: 1.3 },
  minutesInTrade: { kind: 'minutesInTrade', minutes: 90 },
  settledStop: { kind: 'settledStop', stopLossPercent: 25, settleSeconds: 600, calmWidthPercent: 5, calmSeconds: 60, calmPoints: 0.1, atOncePercent: 60 },
  stagedTarget: { kind: 'stagedTarget', basis: 'mid', stages: [{ percent: 15, share: 0.5 }, { percent: 40, share: 0.5 }] },
  strikeTouch: { kind: 'strikeTouch', cushion: 4 },
  underlyingMove: { kind: 'underlyingMove', up: 12, down: 12 },
};

const openedOn = (seed: number, row: number): { day: ReturnType<typeof randomDay>; opened: Opened } => {
  const day = randomDay(seed);
  const spread = putVertical(5970, 5960);
  const mid = markPath(day, spread)?.mid[row] ?? NaN;
  return {
    day,
    opened: {
      id: 1, date: day.date, spread, contracts: 1, row, minute: day.minutes[row], credit: Number.isNaN(mid) ? 150 : Math.max(30, mid),
      spot: day.spot[row], distance: shortDistance(spread, day.spot[row]), vix: 14, maxLoss: 90000, most: 1000,
    },
  };
};

describe('every exit rule', () => {
  it('has an example here', () => expect(Object.keys(examples).sort()).toEqual(exitRules.map((rule) => rule.kind).sort()));

  it.each(Object.keys(examples))('%s finds the same first row whether or not the future exists', (kind) => {
    let fired = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 59 }), (seed, row, t) => {
        const { day, opened } = openedOn(seed, row);
        const exits = armExits({ hold: null, rules: [examples[kind]] }, opened);
        const whole = markPath(day, opened.spread);
        const cut = prefix(day, t);
        const known = markPath(cut, opened.spread);
        if (whole === undefined || known === undefined) throw new Error('strikes are listed');
        const seen = exits({ day: cut, marks: known, opened }, t);
        const full = exits({ day, marks: whole, opened }, day.rows - 1);
        if (full !== undefined) fired++;
        expect(seen).toEqual(full !== undefined && full.row <= t ? full : undefined);
        if (seen !== undefined) expect(seen.row).toBeGreaterThan(row);
      }),
      { numRuns: 150 },
    );
    expect(fired).toBeGreaterThan(5);
  });

  it.each(Object.keys(examples))('%s says in words what it does', (kind) => {
    expect(describeExit(examples[kind])).toMatch(/^(out|after) /);
  });

  it('lets the first listed win when two want out on one row', () => {
    const { day, opened } = openedOn(7, 3);
    const marks = markPath(day, opened.spread);
    if (marks === undefined) throw new Error('strikes are listed');
    const early: ExitConfig = { kind: 'minutesInTrade', minutes: 60, name: 'first' };
    const twin: ExitConfig = { kind: 'minutesInTrade', minutes: 60, name: 'second' };
    expect(armExits({ hold: null, rules: [early, twin] }, opened)({ day, marks, opened }, 59)?.reason).toBe('first');
    expect(armExits({ hold: null, rules: [twin, early] }, opened)({ day, marks, opened }, 59)?.reason).toBe('second');
  });
});
