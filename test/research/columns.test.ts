import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairMarket } from '../../src/market/index.ts';
import type { ExitConfig, ExitsConfig, RiskConfig } from '../../src/strategy/index.ts';
import {
  canPack, collectCandidates, columnEvaluator, evaluatePacked, evenAccount, packCandidates, readAxes, replayAccount, searchOf, sessionBounds, studyAt, studyReader,
} from '../../src/research/index.ts';
import { sourceSha256 } from '../../src/research/columns/codes.wasm.ts';
import { meanOf } from '../../src/research/figures.ts';
import { exitPresets, studyWith } from '../support/plans.ts';

const market = fairMarket(21, { sessions: 20, step: 5 });
const days = market.dates.map((_, i) => market.day(i, 'ticked'));
const study = studyWith('seed-bt3y-quotes', ({ strategy, execution }) => ({
  strategy: { ...strategy, setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup, entry: { ...strategy.entry, gates: [] } },
  execution: { ...execution, delayMinutes: 5 },
}));
const set = collectCandidates(days, study);
const { dates } = set;
const packed = packCandidates(set, study.execution);

const states = fc.constantFrom(undefined, ['held'], ['trailing'], ['held', 'trailing']);
const rule: fc.Arbitrary<ExitConfig> = fc.oneof(
  fc.record({ kind: fc.constant('stopLoss'), basis: fc.constantFrom('mid', 'natural'), stopLossPercent: fc.integer({ min: 5, max: 300 }), graceSeconds: fc.constantFrom(0, 600), confirmSeconds: fc.constantFrom(0, 300), unless: states }),
  fc.record({ kind: fc.constant('profitTarget'), basis: fc.constantFrom('mid', 'best'), clock: fc.constantFrom('elapsed', 'left'), schedule: fc.constantFrom([{ hours: 0, percent: 40 }], [{ hours: 0, percent: 30 }, { hours: 3, percent: 80 }]), unless: states }),
  fc.record({ kind: fc.constant('trailingStop'), basis: fc.constant('mid'), triggerPercent: fc.integer({ min: 5, max: 60 }), lockPercent: fc.integer({ min: 0, max: 20 }), minDistancePercent: fc.constant(5), tighten: fc.constantFrom(0, 0.4), unless: fc.constantFrom(undefined, ['held']) }),
  fc.record({ kind: fc.constant('minutesInTrade'), minutes: fc.integer({ min: 5, max: 300 }), unless: states }),
) as fc.Arbitrary<ExitConfig>;
const hold = fc.option(fc.record({ basis: fc.constant('mid'), profitPercent: fc.integer({ min: 10, max: 90 }), vixBelow: fc.constantFrom(17, 100), minutesLeft: fc.constantFrom(0, 60), distance: fc.constantFrom(0, 8) }), { nil: null });
const exits = fc.record({ rules: fc.uniqueArray(rule, { selector: ({ kind }) => kind, maxLength: 4 }), hold }) as fc.Arbitrary<ExitsConfig>;

describe('first-hit columns', () => {
  it.each(['auto', 'plain'] as const)('give every configuration of exits the results, rows and reasons of its scans (%s)', (engine) => {
    const columns = columnEvaluator(packed, engine);
    const settles = new Set<string>();
    fc.assert(fc.property(exits, (config) => {
      const coded = columns.code(config);
      if (coded === undefined) throw new Error('a configuration without codes');
      const table = coded.table();
      expect(coded.mean()).toBe(meanOf(table.pnl));
      expect(table).toEqual(evaluatePacked(packed, config));
      table.reason.forEach((reason) => settles.add(table.reasons[reason]));
    }), { numRuns: 300 });
    expect(settles.size).toBe(5);
  });
  it('of the published rules equal their scans, one after the other and again', () => {
    const columns = columnEvaluator(packed);
    const names = Object.keys(exitPresets).filter((name) => canPack(exitPresets[name], study.execution));
    for (const name of [...names, ...names]) expect(columns.code(exitPresets[name])?.table()).toEqual(evaluatePacked(packed, exitPresets[name]));
  });
  it.each(['auto', 'plain'] as const)('foreseen together are the columns made one at a time (%s)', (engine) => {
    fc.assert(fc.property(fc.array(exits, { minLength: 1, maxLength: 8 }), (configs) => {
      const together = columnEvaluator(packed, engine);
      together.foresee(configs.slice(1));
      together.foresee(configs);
      for (const config of configs) expect(together.code(config)?.table()).toEqual(evaluatePacked(packed, config));
    }), { numRuns: 40 });
  });
  it('refuse rules they cannot tell apart', () => {
    const [stop] = study.strategy.exits.rules;
    expect(columnEvaluator(packed).code({ hold: null, rules: [stop, stop] })).toBeUndefined();
  });
  it('refuse results too far apart for a code', () => {
    const wide = { ...packed, settled: packed.settled.map((cents, i) => (i === 0 ? -(2 ** 30) : cents)) };
    expect(columnEvaluator(wide).code(study.strategy.exits)).toBeUndefined();
  });
});

describe('the built module', () => {
  it('comes from the source beside it', () => {
    const source = readFileSync(resolve(import.meta.dirname, '../../wasm/codes.ts'));
    expect(createHash('sha256').update(source).digest('hex')).toBe(sourceSha256);
  });
});

describe('the account of a plan of even size', () => {
  const bounds = sessionBounds(packed, dates.length);
  const risk = (change: Partial<RiskConfig['account']> = {}, contracts = 2): RiskConfig => ({
    account: { startingEquity: 1_000_000, haltBelow: 0.5, margin: 'definedRisk', ...change },
    sizing: { policy: 'fixed', contracts },
    limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  });
  it.each(['auto', 'plain'] as const)('equals the walk of its trades wherever it answers, and leaves tight accounts to it (%s)', (engine) => {
    const columns = columnEvaluator(packed, engine);
    let [answered, left] = [0, 0];
    fc.assert(fc.property(exits, fc.integer({ min: 1, max: 5 }), fc.constantFrom(3_000, 12_000, 40_000, 1_000_000), (config, contracts, startingEquity) => {
      const coded = columns.code(config);
      if (coded === undefined) throw new Error('a configuration without codes');
      const even = evenAccount(coded, risk({ startingEquity }, contracts), bounds);
      if (even === undefined) {
        left++;
        return;
      }
      answered++;
      expect(even).toEqual(replayAccount(packed, evaluatePacked(packed, config), risk({ startingEquity }, contracts), dates.length));
    }), { numRuns: 200 });
    expect(answered).toBeGreaterThan(20);
    expect(left).toBeGreaterThan(20);
  });
  it('does not answer for other sizes or any limit', () => {
    const coded = columnEvaluator(packed).code(study.strategy.exits);
    if (coded === undefined) throw new Error('no codes');
    expect(evenAccount(coded, study.risk, bounds)).toBeUndefined();
    expect(evenAccount(coded, { ...risk(), limits: { ...risk().limits, maxOpen: 3 } }, bounds)).toBeUndefined();
    expect(evenAccount(coded, risk({}, 0), bounds)).toBeUndefined();
  });
});

describe('reading many points of a study', () => {
  it('gives the studies of reading each alone, and equal parts as the same object', () => {
    const axes = readAxes(study, {
      'strategy.exits.rules.stopLoss.stopLossPercent': [15, 60], 'strategy.exits.rules.stopLoss.graceSeconds': [0, 60],
      'strategy.exits.rules.trailingStop.triggerPercent': [20, 40], 'strategy.exits.hold.distance': [5, 8], 'risk.sizing.cap': [1, 3],
      'strategy.entry.lateByMinutes': [1, 5],
    });
    const read = studyReader(study, axes);
    const points = searchOf({ kind: 'grid' }, axes).next([]);
    for (const point of points) expect(read(point)).toEqual(studyAt(study, axes, point));
    const [first] = points;
    expect(read(first).strategy.exits.rules[0]).toBe(read([...first.slice(0, 5), 1]).strategy.exits.rules[0]);
    expect(() => read([-1, ...first.slice(1)])).toThrow('must be above 0');
  });
});
