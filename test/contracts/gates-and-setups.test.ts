import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainDay } from '../../src/market/index.ts';
import { prefix } from '../../src/market/index.ts';
import type { Candidate, GateConfig, SetupConfig } from '../../src/strategy/index.ts';
import {
  debitBounds, describeGate, describeSetup, emptyBook, gates, judgeGates, packageQuote, propose, publishedSetup, putVertical, setups, shortDistance,
} from '../../src/strategy/index.ts';
import { randomDay } from '../support/random-day.ts';

/** One example of each gate, set so that it both passes and blocks on random days. */
const gateExamples: Readonly<Record<string, GateConfig>> = {
  vixRange: { kind: 'vixRange', min: 13, max: 16, onMissing: 'closed' },
  skipFomc: { kind: 'skipFomc', onMissing: 'closed' },
  skipHalfDays: { kind: 'skipHalfDays', onMissing: 'closed' },
  minCredit: { kind: 'minCredit', absolute: 1, byTime: [{ before: '12:00', credit: 2 }, { before: '16:00', credit: 1 }], onMissing: 'closed' },
  quoteWidth: { kind: 'quoteWidth', byCredit: [{ below: 2, percent: 10 }, { below: 100, percent: 12 }], onMissing: 'closed' },
  shortDistance: { kind: 'shortDistance', min: 12, onMissing: 'closed' },
  consecutiveDays: { kind: 'consecutiveDays', direction: 'down', max: 1, onMissing: 'open' },
  expectedMove: { kind: 'expectedMove', hours: 2, minPoints: 15, onMissing: 'closed' },
  gap: { kind: 'gap', maxPercent: 0.2, onMissing: 'closed' },
  intradayMove: { kind: 'intradayMove', minPercent: -0.1, maxPercent: 0.1, onMissing: 'closed' },
  ivRank: { kind: 'ivRank', min: 20, max: 80, window: 100, onMissing: 'closed' },
  lastEntry: { kind: 'lastEntry', minutesBeforeClose: 240, onMissing: 'closed' },
  momentum: { kind: 'momentum', minutes: 15, maxPoints: 5, onMissing: 'closed' },
  observation: { kind: 'observation', minutes: 15, maxShareOfWidth: 0.6, onMissing: 'closed' },
  openingRange: { kind: 'openingRange', minutes: 30, min: 0, max: 8, onMissing: 'closed' },
  rsi: { kind: 'rsi', period: 14, min: 40, max: 60, onMissing: 'closed' },
  strikeConflict: { kind: 'strikeConflict', onMissing: 'closed' },
  trend: { kind: 'trend', days: 20, side: 'above', onMissing: 'closed' },
  vixSpike: { kind: 'vixSpike', minutes: 15, maxRisePercent: 2, onMissing: 'closed' },
};

/** A random day with a past and a VIX that moves. */
const lively = (seed: number): ChainDay => {
  const day = randomDay(seed);
  const wave = (i: number): number => Math.sin(seed + i) * 40;
  return {
    ...day,
    vix: day.vix.map((value, t) => value + Math.sin(seed + t / 3)),
    context: {
      ...day.context, isFomc: seed % 3 === 0,
      closes: Float64Array.from({ length: 120 }, (_, i) => 5990 + wave(i)),
      vixCloses: Float64Array.from({ length: 120 }, (_, i) => 15 + wave(i) / 10),
    },
  };
};

const candidateOn = (day: ChainDay, t: number): Candidate | undefined => {
  const centre = Math.floor(day.spot[t] / 5) * 5;
  const spread = putVertical(centre - 10, centre - 20);
  const quote = packageQuote(day, spread, t);
  return quote === undefined ? undefined : { spread, label: 'put', pin: NaN, quote, distance: shortDistance(spread, day.spot[t]) };
};

describe('every gate', () => {
  it('has an example here', () => expect(Object.keys(gateExamples).sort()).toEqual(gates.map((gate) => gate.kind).sort()));

  it.each(Object.keys(gateExamples))('%s says the same whether or not the future exists, and says in words what it does', (kind) => {
    const config = gateExamples[kind];
    const needsCandidate = gates.find((gate) => gate.kind === kind)?.needs === 'candidate';
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 58 }), (seed, t) => {
        const judge = (day: ChainDay): unknown => {
          const candidate = needsCandidate ? candidateOn(day, t) : undefined;
          if (needsCandidate && candidate === undefined) return 'unquoted';
          const [result] = judgeGates([config], { day, t, book: emptyBook }, candidate);
          verdicts.add(result.verdict);
          return result;
        };
        const day = lively(seed);
        expect(judge(prefix(day, t))).toEqual(judge(day));
      }),
      { numRuns: 120 },
    );
    expect(verdicts.has('pass')).toBe(true);
    expect(describeGate(config).length).toBeGreaterThan(5);
  });

  it.each(['vixRange', 'gap', 'rsi', 'trend', 'ivRank', 'vixSpike', 'momentum', 'expectedMove', 'consecutiveDays'])(
    '%s cannot be evaluated without its input, and the plan says what that means', (kind) => {
      const day = randomDay(5);
      const blind: ChainDay = { ...day, vix: day.vix.map(() => NaN), spot: day.spot.map(() => NaN), context: { ...day.context, previousClose: NaN } };
      for (const onMissing of ['closed', 'open'] as const) {
        const [result] = judgeGates([{ ...gateExamples[kind], onMissing }], { day: blind, t: 0, book: emptyBook }, undefined);
        expect(result).toMatchObject({ verdict: 'notEvaluable', blocked: onMissing === 'closed' });
      }
    });

  it('on quote widths never passes a worse quote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 500 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (mid, half, more) => {
        const judge = (halfWidth: number): boolean => {
          const quote = { mid, halfWidth, natural: mid - halfWidth };
          const candidate: Candidate = { spread: putVertical(5900, 5890), label: 'put', pin: NaN, quote, distance: 20 };
          return judgeGates([gateExamples.quoteWidth], { day: randomDay(1), t: 3, book: emptyBook }, candidate)[0].blocked;
        };
        if (judge(half)) expect(judge(half + more)).toBe(true);
      }),
    );
  });
});

const leg = (right: 'put' | 'call', offset: number, ratio: number) => ({ right, offset, ratio });
const pin = { method: 'previousClose', increment: 25 } as const;
const setupExamples: Readonly<Record<string, SetupConfig>> = {
  gexPin: publishedSetup(pin),
  fixedOffset: { kind: 'fixedOffset', right: 'call', increment: 5, offset: 15, width: 10 },
  otmSingle: { kind: 'otmSingle', pin, increment: 5, width: 20, deviations: 1, hoursPerDay: 24, leastDistance: 50, minHoursLeft: 0, maxHoursLeft: 7 },
  package: { kind: 'package', as: 'butterfly', increment: 5, legs: [leg('put', -20, 1), leg('put', -10, -2), leg('put', 0, 1), leg('call', 20, -1), leg('call', 30, 1)] },
};

describe('every setup', () => {
  it('has an example here', () => expect(Object.keys(setupExamples).sort()).toEqual(setups.map((setup) => setup.kind).sort()));

  it.each(Object.keys(setupExamples))('%s proposes the same whether or not the future exists, and never a naked short', (kind) => {
    let proposed = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 58 }), (seed, t) => {
        const day = lively(seed);
        const whole = propose(setupExamples[kind], day, t);
        expect(propose(setupExamples[kind], prefix(day, t), t)).toEqual(whole);
        if (whole.kind === 'none') return;
        proposed++;
        expect(debitBounds(whole.spread).most).toBeLessThan(200);
      }),
      { numRuns: 120 },
    );
    expect(proposed).toBeGreaterThan(5);
    expect(describeSetup(setupExamples[kind]).length).toBeGreaterThan(10);
  });
});
