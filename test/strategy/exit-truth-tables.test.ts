import { describe, expect, it } from 'vitest';
import type { ExitConfig, ExitsConfig, Opened } from '../../src/strategy/index.ts';
import { armExits, markPath, putVertical } from '../../src/strategy/index.ts';
import type { TinyRow } from '../support/tiny-day.ts';
import { tinyDay } from '../support/tiny-day.ts';

/** Entered on row 0 for a credit of 200 price cents at minute 600, index 5920: 20 points from the short strike. */
const outcome = (exits: ExitsConfig | ExitConfig, rows: readonly TinyRow[]): string => {
  const day = tinyDay([{ minute: 600, debit: 200 }, ...rows]);
  const spread = putVertical(5900, 5890);
  const marks = markPath(day, spread);
  if (marks === undefined) throw new Error('strikes are listed');
  const opened: Opened = { id: 1, date: day.date, spread, contracts: 1, row: 0, minute: 600, credit: 200, spot: 5920, distance: 20, vix: 14, maxLoss: 90000, most: 1000 };
  const config: ExitsConfig = 'rules' in exits ? exits : { hold: null, rules: [exits] };
  const hit = armExits(config, opened)({ day, marks, opened }, day.rows - 1);
  return hit === undefined ? 'held' : `${hit.reason}@${hit.row}`;
};
const path = (...debits: number[]): TinyRow[] => debits.map((debit, i) => ({ minute: 601 + i, debit }));

const stop = (over: object = {}): ExitConfig => ({ kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 0, confirmSeconds: 0, ...over });
const target: ExitConfig = { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }] };
const trail: ExitConfig = { kind: 'trailingStop', basis: 'mid', triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4 };

describe('a stop of 100% on a credit of 2.00', () => {
  it.each<[string, ExitConfig, TinyRow[], string]>([
    ['fires on an exact touch of twice the credit', stop(), path(399, 400), 'stopLoss@2'],
    ['does not fire a cent before', stop(), path(399, 399.5), 'held'],
    ['is quiet where there is no quote, and fires when quotes return', stop(), path(NaN, NaN, 450), 'stopLoss@3'],
    ['judges the ask side on the natural basis', stop({ basis: 'natural' }), [{ minute: 601, debit: 390, half: 10 }], 'stopLoss@1'],
    ['judges the bid side on the best basis', stop({ basis: 'best' }), [{ minute: 601, debit: 400, half: 10 }, { minute: 602, debit: 410, half: 10 }], 'stopLoss@2'],
    ['waits out its grace', stop({ graceSeconds: 180 }), path(450, 450, 450, 450), 'stopLoss@3'],
    ['needs the loss to stand for its confirmation', stop({ confirmSeconds: 120 }), path(450, 450, 450), 'stopLoss@3'],
    ['starts its confirmation anew when the loss recovers', stop({ confirmSeconds: 120 }), path(450, 390, 450, 450, 450), 'stopLoss@5'],
    ['pauses its confirmation while quotes are stale', stop({ confirmSeconds: 120 }), path(450, 450, NaN, NaN, 450, 450), 'stopLoss@6'],
  ])('%s', (_what, exit, rows, expected) => expect(outcome(exit, rows)).toBe(expected));
});

describe('a target', () => {
  it.each<[string, ExitConfig, TinyRow[], string]>([
    ['fires on an exact touch', target, path(101, 100), 'profitTarget@2'],
    ['does not fire a cent before', target, path(101, 100.5), 'held'],
    ['that grows with the time in the trade asks for more later', { ...target, schedule: [{ hours: 0, percent: 50 }, { hours: 1, percent: 80 }] },
      [{ minute: 630, debit: 99 }, { minute: 660, debit: 60 }, { minute: 661, debit: 40 }], 'profitTarget@3'],
    ['read by time left starts at its far end', { ...target, clock: 'left', schedule: [{ hours: 0, percent: 50 }, { hours: 4, percent: 80 }] },
      [{ minute: 630, debit: 90 }, { minute: 631, debit: 40 }], 'profitTarget@2'],
  ])('%s', (_what, exit, rows, expected) => expect(outcome(exit, rows)).toBe(expected));
});

describe('a trail of 25/10/8', () => {
  it.each<[string, TinyRow[], string]>([
    ['is asleep below its trigger', path(160, 200, 240), 'held'],
    ['lets go at the locked profit when it falls straight back', path(150, 180), 'trailingStop@2'],
    ['holds a cent above', path(150, 179), 'held'],
    ['follows a better profit more closely: 85% lets go at 77%', path(30, 45, 46), 'trailingStop@3'],
  ])('%s', (_what, rows, expected) => expect(outcome(trail, rows)).toBe(expected));
});

describe('other ways out', () => {
  it.each<[string, ExitConfig, TinyRow[], string]>([
    ['a clock fires on the first row at its time', { kind: 'clock', minutesBeforeClose: 30 }, [{ minute: 929, debit: 200 }, { minute: 931, debit: 200 }], 'clock@2'],
    ['a clock needs no quote', { kind: 'clock', minutesBeforeClose: 30 }, [{ minute: 930, debit: NaN }], 'clock@1'],
    ['minutes in the trade count from the fill', { kind: 'minutesInTrade', minutes: 45 }, [{ minute: 644, debit: 200 }, { minute: 645, debit: 200 }], 'minutesInTrade@2'],
    ['dollars lost a contract', { kind: 'dollarStop', basis: 'mid', dollars: 75 }, path(274, 275), 'dollarStop@2'],
    ['the index at the short strike', { kind: 'strikeTouch', cushion: 0 }, [{ minute: 601, debit: 200, spot: 5900.5 }, { minute: 602, debit: 200, spot: 5900 }], 'strikeTouch@2'],
    ['the index within a cushion', { kind: 'strikeTouch', cushion: 5 }, [{ minute: 601, debit: 200, spot: 5905 }], 'strikeTouch@1'],
    ['the index moved down', { kind: 'underlyingMove', up: null, down: 10 }, [{ minute: 601, debit: 200, spot: 5935 }, { minute: 602, debit: 200, spot: 5910 }], 'underlyingMove@2'],
    ['a short leg at a multiple of its entry', { kind: 'legStop', multiple: 2 }, path(399, 400), 'legStop@2'],
    ['a short leg\'s delta', { kind: 'delta', max: 0.5 }, [{ minute: 601, debit: 200, spot: 5920 }, { minute: 602, debit: 700, spot: 5893.5 }], 'delta@2'],
  ])('%s', (_what, exit, rows, expected) => expect(outcome(exit, rows)).toBe(expected));
});

describe('the emergency stop with its settle period', () => {
  const emergency: ExitConfig = { kind: 'settledStop', stopLossPercent: 25, settleSeconds: 180, calmWidthPercent: 15, calmSeconds: 120, calmPoints: 0.05, atOncePercent: 60 };
  const wide = (minute: number, debit: number): TinyRow => ({ minute, debit, half: 30 });
  it.each<[string, TinyRow[], string]>([
    ['waits while quotes are wide and moving', [wide(601, 230), wide(602, 240)], 'held'],
    ['fires once the settle period is over', [wide(601, 230), wide(602, 240), wide(603, 230)], 'settledStop@3'],
    ['fires at once when quotes are narrow', [{ minute: 601, debit: 250, half: 5 }], 'settledStop@1'],
    ['fires at once when too much is lost', [wide(601, 300)], 'settledStop@1'],
    ['fires when the mid has stood still', [wide(600.0, 225), wide(601, 225), wide(602, 226)], 'settledStop@3'],
  ])('%s', (_what, rows, expected) => expect(outcome(emergency, rows)).toBe(expected));
});

describe('several rules', () => {
  const both = (rules: ExitConfig[], hold: ExitsConfig['hold'] = null): ExitsConfig => ({ hold, rules });
  const hold: ExitsConfig['hold'] = { basis: 'mid', profitPercent: 80, vixBelow: 17, minutesLeft: 60, distance: 8 };
  const timeUp: ExitConfig = { kind: 'minutesInTrade', minutes: 2 };
  it.each<[string, ExitsConfig, TinyRow[], string]>([
    ['on one row the first listed wins', both([timeUp, stop()]), path(200, 450), 'minutesInTrade@2'],
    ['on one row the first listed wins, the other way', both([stop(), timeUp]), path(200, 450), 'stopLoss@2'],
    ['an earlier row wins whatever the order', both([target, stop()]), path(450, 50), 'stopLoss@1'],
    ['a stop that yields to a trail is off once the trail is active', both([stop({ stopLossPercent: 50, unless: ['trailing'] }), { ...trail, minDistancePercent: 99 }]), path(150, 320), 'held'],
    ['a held winner is free of its target', both([{ ...target, unless: ['held'] }], hold), path(40, 30), 'held'],
    ['a winner is not held when VIX is at the limit', both([{ ...target, unless: ['held'] }], hold), [{ minute: 601, debit: 40, vix: 17 }], 'profitTarget@1'],
    ['a winner is not held with less than an hour left', both([{ ...target, unless: ['held'] }], hold), [{ minute: 901, debit: 40 }], 'profitTarget@1'],
    ['a held winner still meets a rule that does not yield', both([stop()], hold), path(40, 400), 'stopLoss@2'],
    ['a smooth decay is never held: the target comes first', both([{ ...target, schedule: [{ hours: 0, percent: 50 }, { hours: 4, percent: 80 }], unless: ['held'] }], hold),
      Array.from({ length: 200 }, (_, i) => ({ minute: 601 + i, debit: 200 - i })), 'profitTarget@135'],
  ])('%s', (_what, exits, rows, expected) => expect(outcome(exits, rows)).toBe(expected));
});
