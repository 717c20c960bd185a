import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fillProbability, publishedCredit } from '../../src/compat/index.ts';
import type { Spread } from '../../src/strategy/index.ts';
import { callVertical, gexPinSetup, ironCondor, presetPlans, putVertical, targetAt, trailLevel } from '../../src/strategy/index.ts';
import type { GexPinConfig } from '../../src/strategy/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

interface Golden {
  readonly setup: { pin: number; spot: number; vix: number; out: [string, string, number[], number] | null }[];
  readonly credit: { st: string; K: number[]; S: number; vix: number; hours: number; credit: number }[];
  readonly fill: { vix: number; credit: number; h: number; p: number }[];
  readonly tp: { hours: number; tp: number }[];
  readonly trail: { best: number; v: string; level: number }[];
}

const spreadOf = (kind: string, k: number[]): Spread =>
  kind === 'CALL' ? callVertical(k[0], k[1]) : kind === 'PUT' ? putVertical(k[0], k[1]) : ironCondor(callVertical(k[0], k[1]), putVertical(k[2], k[3]));

describeWithData('the published vectors', () => {
  const golden = JSON.parse(readFileSync(sharedPath('golden/seed-golden.json'), 'utf8')) as Golden;
  const setup = presetPlans['seed-bt3y-rules'].strategy.setup as GexPinConfig;
  const exits = presetPlans['seed-bt3y-rules'].strategy.exits.rules;
  const target = exits.find((rule) => rule.kind === 'profitTarget');

  it.each(golden.setup)('setup: pin $pin, index $spot, VIX $vix', ({ pin, spot, vix, out }) => {
    const shape = gexPinSetup(setup, pin, spot, vix);
    if (out === null) return expect(typeof shape).toBe('string');
    if (typeof shape === 'string') throw new Error(shape);
    const [kind, confidence, strikes] = out;
    expect(shape.spread.legs.map((leg) => leg.strike)).toEqual(strikes);
    expect(shape.label).toBe(`${kind === 'IC' ? 'condor' : kind.toLowerCase()} ${confidence}`);
  });

  it.each(golden.credit)('credit: $st $K at $S', (row) => {
    expect(publishedCredit(spreadOf(row.st, row.K), row.S, row.vix, row.hours)).toBeCloseTo(row.credit, 5);
  });

  it.each(golden.fill)('fill: VIX $vix, credit $credit, hour $h', (row) => {
    expect(fillProbability(row.vix, row.credit, row.h)).toBeCloseTo(row.p, 12);
  });

  it.each(golden.tp)('target: $tp after $hours hours', (row) => {
    if (target === undefined) throw new Error('the plan has a target');
    expect(targetAt(target.schedule, row.hours) / 100).toBeCloseTo(row.tp, 12);
  });

  it.each(golden.trail)('trail $v: best $best gives $level', (row) => {
    const [triggerPercent, lockPercent, minDistancePercent] = row.v.split('/').map((n) => Number(n) * 100);
    expect(trailLevel({ triggerPercent, lockPercent, minDistancePercent, tighten: 0.4 }, row.best * 100) / 100).toBeCloseTo(row.level, 9);
  });
});
