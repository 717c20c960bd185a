import { describe, expect, it } from 'vitest';
import type { ExitConfig, ExitsConfig, Opened } from '../../src/strategy/index.ts';
import { armExits, describeExit, exitRules, markPath, NEVER, putVertical, scanOfExit, stopLossDebit, targetAt, trailLevel, waitOfExit } from '../../src/strategy/index.ts';
import { exitLevels } from '../../src/strategy/exits/levels.ts';
import { partialStages, stageRows } from '../../src/strategy/exits/rules/staged-target.ts';
import { trailStart } from '../../src/strategy/exits/rules/trailing-stop.ts';
import type { TinyRow } from '../support/tiny-day.ts';
import { tinyDay } from '../support/tiny-day.ts';

const spread = putVertical(5900, 5890);
/** A position entered on row 0 for a credit of 200 price cents at minute 600, the index at 5920. */
const held = (rows: readonly TinyRow[]) => {
  const day = tinyDay([{ minute: 600, debit: 200 }, ...rows]);
  const marks = markPath(day, spread);
  if (marks === undefined) throw new Error('strikes are listed');
  const opened: Opened = { id: 1, date: day.date, spread, contracts: 1, row: 0, minute: 600, credit: 200, spot: 5920, distance: 20, vix: 14, maxLoss: 90000, most: 1000 };
  return { day, marks, opened };
};
const outcome = (exit: ExitConfig, rows: readonly TinyRow[]): string => {
  const view = held(rows);
  const hit = armExits({ hold: null, rules: [exit] }, view.opened)(view, view.day.rows - 1);
  return hit === undefined ? 'held' : `${hit.reason}@${hit.row}`;
};
const path = (...debits: number[]): TinyRow[] => debits.map((debit, i) => ({ minute: 601 + i, debit }));

/** A sound example of each rule, values at the edges it still allows, and values it refuses. */
const bounds: Readonly<Record<string, { readonly sound: Record<string, unknown>; readonly edges: Record<string, unknown>[]; readonly refused: Record<string, unknown>[] }>> = {
  profitTarget: {
    sound: { basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }, { hours: 1, percent: 80 }] },
    edges: [{ basis: 'natural' }, { basis: 'best' }, { clock: 'left' }, { schedule: [{ hours: 0, percent: 100 }] }, { schedule: [{ hours: 0, percent: 0.1 }] }],
    refused: [{ basis: 'last' }, { clock: 'gone' }, { schedule: [] }, { schedule: [{ hours: -1, percent: 50 }] }, { schedule: [{ hours: 0, percent: 0 }] }, { schedule: [{ hours: 0, percent: 101 }] }, { schedule: [{ hours: 1, percent: 50 }, { hours: 1, percent: 60 }] }, { schedule: [{ hours: 2, percent: 50 }, { hours: 1, percent: 60 }] }, { schedule: [{ hours: 0, percent: 50, more: 1 }] }],
  },
  stagedTarget: {
    sound: { basis: 'mid', stages: [{ percent: 25, share: 0.5 }, { percent: 50, share: 0.5 }] },
    edges: [{ stages: [{ percent: 100, share: 1 }] }, { stages: [{ percent: 10, share: 0.2 }] }],
    refused: [{ stages: [] }, { stages: [{ percent: 0, share: 0.5 }] }, { stages: [{ percent: 101, share: 0.5 }] }, { stages: [{ percent: 50, share: 0 }] }, { stages: [{ percent: 50, share: 1.1 }] }, { stages: [{ percent: 50, share: 0.5 }, { percent: 50, share: 0.5 }] }, { stages: [{ percent: 25, share: 0.6 }, { percent: 50, share: 0.5 }] }],
  },
  stopLoss: {
    sound: { basis: 'mid', stopLossPercent: 100, graceSeconds: 60, confirmSeconds: 60 },
    edges: [{ stopLossPercent: 2000 }, { graceSeconds: 0 }, { graceSeconds: 23400 }, { confirmSeconds: 0 }, { confirmSeconds: 23400 }],
    refused: [{ stopLossPercent: 0 }, { stopLossPercent: 2001 }, { graceSeconds: -1 }, { graceSeconds: 23401 }, { confirmSeconds: -1 }, { confirmSeconds: 23401 }],
  },
  trailingStop: {
    sound: { basis: 'mid', triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4 },
    edges: [{ triggerPercent: 100 }, { lockPercent: 0 }, { lockPercent: 100 }, { minDistancePercent: 0 }, { minDistancePercent: 100 }, { tighten: 0 }, { tighten: 5 }],
    refused: [{ triggerPercent: 0 }, { triggerPercent: 101 }, { lockPercent: -1 }, { lockPercent: 101 }, { minDistancePercent: -1 }, { minDistancePercent: 101 }, { tighten: -1 }, { tighten: 5.1 }],
  },
  filteredStop: {
    sound: { stopLossPercent: 50, graceSeconds: 60, processNoise: 1, measurementNoise: 0.05, noisy: 2, maxWaits: 3 },
    edges: [{ stopLossPercent: 2000 }, { graceSeconds: 0 }, { maxWaits: 0 }],
    refused: [{ stopLossPercent: 0 }, { stopLossPercent: 2001 }, { graceSeconds: -1 }, { processNoise: 0 }, { measurementNoise: 0 }, { noisy: 0 }, { maxWaits: -1 }, { maxWaits: 0.5 }],
  },
  underlyingMove: { sound: { up: 10, down: 12 }, edges: [{ up: null }, { down: null }], refused: [{ up: 0 }, { down: 0 }, { up: -1 }] },
  clock: { sound: { minutesBeforeClose: 30 }, edges: [], refused: [{ minutesBeforeClose: 'soon' }, { minutesBeforeClose: undefined }] },
  minutesInTrade: { sound: { minutes: 30 }, edges: [], refused: [{ minutes: 0 }, { minutes: undefined }] },
  dollarStop: { sound: { basis: 'mid', dollars: 75 }, edges: [], refused: [{ dollars: 0 }, { dollars: -1 }] },
  strikeTouch: { sound: { cushion: 5 }, edges: [{ cushion: 0 }], refused: [{ cushion: undefined }] },
  legStop: { sound: { multiple: 2 }, edges: [], refused: [{ multiple: 0 }, { multiple: undefined }] },
};

describe('the settings of an exit rule', () => {
  const rules = Object.entries(bounds).map(([kind, { sound, edges, refused }]) => {
    const rule = exitRules.find((known) => known.kind === kind);
    if (rule === undefined) throw new Error(`no rule ${kind}`);
    return { kind, edges, refused, accepts: (over: Record<string, unknown>) => rule.schema.safeParse({ kind, ...sound, ...over }).success };
  });
  it.each(rules)('of $kind are taken up to their bounds and refused beyond', ({ edges, refused, accepts }) => {
    expect(accepts({})).toBe(true);
    for (const over of edges) expect(accepts(over), JSON.stringify(over)).toBe(true);
    for (const over of refused) expect(accepts(over), JSON.stringify(over)).toBe(false);
    expect(accepts({ other: 1 })).toBe(false);
    expect(accepts({ kind: 'another' })).toBe(false);
  });
});

describe('an exit rule in words', () => {
  it.each<[ExitConfig, string]>([
    [{ kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }] }, 'out at 50% of the credit'],
    [{ kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }, { hours: 1, percent: 55 }, { hours: 4, percent: 80 }] }, 'out at 50% of the credit, moving to 80% over 4 hours in the trade'],
    [{ kind: 'profitTarget', basis: 'mid', clock: 'left', schedule: [{ hours: 0, percent: 50 }, { hours: 4, percent: 80 }] }, 'out at 50% of the credit, moving to 80% over 4 hours to the close'],
    [{ kind: 'stagedTarget', basis: 'mid', stages: [{ percent: 25, share: 0.5 }, { percent: 60, share: 0.25 }] }, 'out in parts: 50% of it at 25% profit, 25% of it at 60% profit'],
    [{ kind: 'stopLoss', basis: 'natural', stopLossPercent: 150, graceSeconds: 0, confirmSeconds: 0 }, 'out at a loss of 150% of the credit on the natural mark'],
    [{ kind: 'stopLoss', basis: 'mid', stopLossPercent: 10, graceSeconds: 200, confirmSeconds: 30 }, 'out at a loss of 10% of the credit on the mid mark, after 200 seconds, standing for 30 seconds'],
    [{ kind: 'trailingStop', basis: 'mid', triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4 }, 'after 25% profit, out when it falls back 15% of the credit (at least 8%)'],
    [{ kind: 'filteredStop', stopLossPercent: 50, graceSeconds: 0, processNoise: 1, measurementNoise: 1, noisy: 2, maxWaits: 3 }, 'out at a loss of 50% of the credit, waiting out up to 3 noisy marks'],
    [{ kind: 'underlyingMove', up: 10, down: null }, 'out when the index has moved 10 up points since entry'],
    [{ kind: 'underlyingMove', up: null, down: 12 }, 'out when the index has moved 12 down points since entry'],
    [{ kind: 'underlyingMove', up: 10, down: 12 }, 'out when the index has moved 10 up or 12 down points since entry'],
  ])('%o', (exit, words) => expect(describeExit(exit)).toBe(words));
});

describe('a target over time', () => {
  const schedule = [{ hours: 1, percent: 50 }, { hours: 2, percent: 60 }, { hours: 4, percent: 80 }];
  it('is flat before and after, and straight between', () => {
    expect([0, 1, 1.5, 2, 3, 4, 5].map((hours) => targetAt(schedule, hours))).toEqual([50, 50, 55, 60, 70, 80, 80]);
    expect([0, 9].map((hours) => targetAt([{ hours: 2, percent: 40 }], hours))).toEqual([40, 40]);
  });
  it('falls as well as rises, and is met by its loosest part only in its time', () => {
    const falling: ExitConfig = { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 80 }, { hours: 1, percent: 30 }] };
    expect(outcome(falling, [{ minute: 601, debit: 140 }, { minute: 630, debit: 91 }, { minute: 631, debit: 140 }, { minute: 660, debit: 140 }])).toBe('profitTarget@4');
    expect(outcome(falling, [{ minute: 630, debit: 90 }])).toBe('profitTarget@1');
    expect(waitOfExit(falling)).toMatchObject({ basis: 'mid', side: 'atMost' });
    expect(waitOfExit(falling)?.debit(held([]).opened)).toBe(140);
  });
  it('reads the time left from the close of the day', () => {
    const left: ExitConfig = { kind: 'profitTarget', basis: 'mid', clock: 'left', schedule: [{ hours: 0, percent: 50 }, { hours: 1, percent: 80 }] };
    expect(outcome(left, [{ minute: 900, debit: 50 }, { minute: 930, debit: 71 }, { minute: 930.5, debit: 69 }])).toBe('profitTarget@3');
  });
  it('judges by its own mark', () => {
    const by = (basis: 'mid' | 'natural' | 'best'): ExitConfig => ({ kind: 'profitTarget', basis, clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }] });
    const rows = [{ minute: 601, debit: 105, half: 10 }, { minute: 602, debit: 100, half: 10 }, { minute: 603, debit: 90, half: 10 }];
    expect((['best', 'mid', 'natural'] as const).map((basis) => outcome(by(basis), rows))).toEqual(['profitTarget@1', 'profitTarget@2', 'profitTarget@3']);
  });
});

describe('a stop in price', () => {
  it('is the credit and its percent on top', () => expect([stopLossDebit(135, 100), stopLossDebit(200, 25)]).toEqual([270, 250]));
  it('waits for its debit on its own mark', () => {
    const stop: ExitConfig = { kind: 'stopLoss', basis: 'natural', stopLossPercent: 50, graceSeconds: 0, confirmSeconds: 0 };
    expect(waitOfExit(stop)).toMatchObject({ basis: 'natural', side: 'atLeast' });
    expect(waitOfExit(stop)?.debit(held([]).opened)).toBe(300);
  });
  it('needs both its grace and its confirmation', () => {
    const slow: ExitConfig = { kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 240, confirmSeconds: 60 };
    expect(outcome(slow, path(450, 450, 450, 450, 450))).toBe('stopLoss@4');
    expect(outcome(slow, path(450, 450, 450))).toBe('held');
  });
});

describe('a trail', () => {
  const trail = { kind: 'trailingStop' as const, basis: 'mid' as const, triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4 };
  it('lets go below its best by a distance that shrinks to its least', () => {
    expect([25, 40, 42.5, 60].map((best) => trailLevel(trail, best))).toEqual([10, 31, 34.5, 52]);
  });
  it('starts on the row its trigger is touched, to the cent', () => {
    const view = held(path(151, 150, 120));
    expect(trailStart(25, 'mid', 200)(view, 1, 3)).toBe(2);
    expect(trailStart(25, 'mid', 200)(view, 1, 1)).toBe(NEVER);
    expect(waitOfExit(trail)?.debit(view.opened)).toBeCloseTo(150, 6);
    expect(waitOfExit(trail)).toMatchObject({ basis: 'mid', side: 'atMost' });
  });
  it('does not judge a row without a quote, and remembers its best over it', () => expect(outcome(trail, path(40, NaN, 56, 57))).toBe('trailingStop@3'));
});

describe('the index since entry', () => {
  const moves = (up: number | null, down: number | null, ...spots: number[]): string =>
    outcome({ kind: 'underlyingMove', up, down }, spots.map((spot, i) => ({ minute: 601 + i, debit: 200, spot })));
  it('counts touches up and down, each side alone or not at all', () => {
    expect(moves(10, 10, 5929.9, 5930)).toBe('underlyingMove@2');
    expect(moves(10, 10, 5910.1, 5910)).toBe('underlyingMove@2');
    expect(moves(10, null, 5800, 5930)).toBe('underlyingMove@2');
    expect(moves(null, 10, 6000, 5910)).toBe('underlyingMove@2');
    expect(moves(null, null, 5000, 7000)).toBe('held');
  });
});

describe('a target in parts', () => {
  const staged = (...stages: [number, number][]) => ({ kind: 'stagedTarget' as const, basis: 'mid' as const, stages: stages.map(([percent, share]) => ({ percent, share })) });
  const rows = path(180, 150, 151, 100, 40);
  it('finds the row of each stage, each from the one before', () => {
    const view = held(rows);
    expect(stageRows(staged([25, 0.5], [50, 0.25], [90, 0.25]), view, view.opened, 1, 5)).toEqual([2, 4, NEVER]);
    expect(stageRows(staged([25, 0.5]), view, view.opened, 3, 5)).toEqual([4]);
    expect(stageRows(staged([25, 0.5], [50, 0.5]), view, view.opened, 1, 3)).toEqual([2, NEVER]);
  });
  it('is the way out only where its stages close everything', () => {
    expect(outcome(staged([25, 0.5], [50, 0.5]), rows)).toBe('stagedTarget@4');
    expect(outcome(staged([25, 0.5], [50, 0.4]), rows)).toBe('held');
    expect(outcome(staged([25, 0.5], [95, 0.5]), rows)).toBe('held');
  });
  it('closes parts before the last, or all of them where something stays', () => {
    const view = held(rows);
    expect(partialStages(staged([25, 0.5], [50, 0.5]), view, 5)).toEqual([{ index: 0, row: 2, share: 0.5 }]);
    expect(partialStages(staged([25, 0.5], [50, 0.4]), view, 5)).toEqual([{ index: 0, row: 2, share: 0.5 }, { index: 1, row: 4, share: 0.4 }]);
    expect(partialStages(staged([25, 0.5], [50, 0.4]), view, 3)).toEqual([{ index: 0, row: 2, share: 0.5 }]);
    expect(partialStages(staged([25, 0.5], [50, 0.4]), view, 1)).toEqual([]);
  });
});

describe('a stop behind a noise filter', () => {
  const filtered = (over: object = {}): ExitConfig => ({ kind: 'filteredStop', stopLossPercent: 50, graceSeconds: 0, processNoise: 0.01, measurementNoise: 0.05, noisy: 1.5, maxWaits: 2, ...over });
  const quiet = Array.from({ length: 20 }, () => 200);
  it('acts at once on a calm approach, to the cent', () => {
    expect(outcome(filtered({ noisy: 1e6 }), path(...quiet, 299.5, 300))).toBe('filteredStop@22');
    expect(outcome(filtered({ maxWaits: 0 }), path(...quiet, 300))).toBe('filteredStop@21');
  });
  it('waits out a leap as often as it may, and counts anew after a recovery', () => {
    expect(outcome(filtered(), path(...quiet, 400, 400, 400, 400))).toBe('filteredStop@23');
    expect(outcome(filtered(), path(...quiet, 400, 200, 400, 400, 400))).toBe('filteredStop@25');
    expect(outcome(filtered({ maxWaits: 3 }), path(...quiet, 400, 400, 400))).toBe('held');
  });
  it('waits out its grace, and passes over rows without a quote', () => {
    expect(outcome(filtered({ graceSeconds: 180, noisy: 1e6 }), path(400, 400, 400, 400))).toBe('filteredStop@3');
    expect(outcome(filtered({ noisy: 1e6 }), path(NaN, NaN, 400))).toBe('filteredStop@3');
    expect(outcome(filtered(), path(...quiet, 400, NaN, 400, NaN, 400))).toBe('filteredStop@25');
  });
  it('calls noisy what the constant-velocity filter calls surprising', () => {
    expect.hasAssertions();
    // The filter again, in matrices: state (level, speed), P = F P F' + Q, gain P H' / (H P H' + R).
    const series = [200, 203, 201, 208, 240, 236, 260, 330, 320];
    const [q, r] = [3, 25];
    let x = [200, 0];
    let P = [[1e4, 0], [0, 1e2]];
    let mean = 1;
    const levels = series.slice(1).map((value) => {
      x = [x[0] + x[1], x[1]];
      P = [[P[0][0] + P[0][1] + P[1][0] + P[1][1] + q / 4, P[0][1] + P[1][1] + q / 2], [P[1][0] + P[1][1] + q / 2, P[1][1] + q]];
      const innovation = value - x[0];
      const s = P[0][0] + r;
      const gain = [P[0][0] / s, P[1][0] / s];
      x = [x[0] + gain[0] * innovation, x[1] + gain[1] * innovation];
      P = [[(1 - gain[0]) * P[0][0], (1 - gain[0]) * P[0][1]], [P[1][0] - gain[1] * P[0][0], P[1][1] - gain[1] * P[0][1]]];
      mean = 0.8 * mean + (0.2 * innovation * innovation) / s;
      return Math.sqrt(mean);
    });
    const view = held(path(...series));
    series.slice(1).forEach((value, i) => {
      const at = (noisy: number): number => scanOfExit({ ...filtered({ stopLossPercent: 0.0001, processNoise: q, measurementNoise: 0.05, noisy, maxWaits: 1e6 }) })(view.opened)(view, 1, i + 2);
      if (value >= 200.1 && levels.slice(0, i).every((level, k) => series[k + 1] < 200.1 || level > levels[i] + 1e-9)) {
        expect(at(levels[i] * (1 + 1e-9))).toBe(i + 2);
        expect(at(levels[i] * (1 - 1e-9))).toBe(NEVER);
      }
    });
  });
});

describe('the levels shown for a position', () => {
  const exits = (rules: ExitConfig[]): ExitsConfig => ({ hold: null, rules });
  const target: ExitConfig = { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 50 }, { hours: 1, percent: 80 }] };
  const stop: ExitConfig = { kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 0, confirmSeconds: 0 };
  const view = held([{ minute: 630, debit: 150 }, { minute: 930, debit: 100 }]);
  it('are the first target at its time and the first stop', () => {
    expect(exitLevels(exits([target, stop, { ...stop, stopLossPercent: 10, name: 'other' }]), view.opened, view.day, 1)).toEqual({ target: 70, stop: 400 });
    expect(exitLevels(exits([target, stop]), view.opened, view.day, 0)).toEqual({ target: 100, stop: 400 });
    expect(exitLevels(exits([{ ...target, clock: 'left' }]), view.opened, view.day, 2)).toEqual({ target: 70, stop: NaN });
    expect(exitLevels(exits([{ kind: 'clock', minutesBeforeClose: 5 }]), view.opened, view.day, 2)).toEqual({ target: NaN, stop: NaN });
  });
  it('take a time before the entry for the entry', () => {
    expect(exitLevels(exits([target]), { ...view.opened, minute: 615 }, view.day, 0)).toEqual({ target: 100, stop: NaN });
  });
});
