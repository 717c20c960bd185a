import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';
import type { ExecutionConfig } from '../../src/execution/index.ts';
import {
  concession, creditAt, debitAt, feesSchema, fillsSchema, gapDebit, meetEntry, meetExit, namedFees, namedFills, quoteTrust, settlementFees, tradeFees,
  urgencyOf, wholeCredit, wholeDebit, worstFees,
} from '../../src/execution/index.ts';
import { gapSchema } from '../../src/execution/gap.ts';
import { trustSchema } from '../../src/execution/trust.ts';
import { callVertical, packageQuote, putVertical } from '../../src/strategy/index.ts';
import { tinyDay } from '../support/tiny-day.ts';

const vertical = putVertical(5900, 5890);
const execution = (over: Partial<ExecutionConfig> = {}): ExecutionConfig => ({
  delayMinutes: 1, widths: null, completion: null, fills: namedFills.half, trust: null, gap: null, fees: namedFees['spxw-retail-2026'], ...over,
} as ExecutionConfig);
const leaving = (urgency: 'exit' | 'stop', most = 1000) => ({ spread: vertical, entryMinute: 600, most, urgency });

/** A quote of 2.50 with 0.20 of half width, unchanged for three minutes, then gone. */
const day = tinyDay([
  { minute: 600, debit: 250, half: 20 }, { minute: 601, debit: 250, half: 20 }, { minute: 603, debit: 250, half: 20 }, { minute: 604, debit: NaN }, { minute: 605, debit: 300, half: 120 },
]);
const trust = { maxAgeMinutes: 2, maxDesyncMinutes: 10, maxWidthPercent: 40, action: 'skip' as const, widenBy: 3 };

describe('an entry that meets the market', () => {
  it('sells at the mid less the concession, and pays the fees of its legs at their own mids', () => {
    // 250 less half of 20; one leg at 2.50, one at nothing: 0.35 + 0.58 + 0.055 and 0.35 + 0.49 + 0.055
    expect(meetEntry(day, 0, vertical, 0, execution())).toEqual({ price: 240, mid: 250, fees: 188 });
  });
  it('is refused below what is asked, and met exactly at it', () => {
    expect(meetEntry(day, 0, vertical, 240, execution())?.price).toBe(240);
    expect(meetEntry(day, 0, vertical, 240.01, execution())).toBeUndefined();
  });
  it('waits where a leg has no quote, or where the package pays nothing', () => {
    expect(meetEntry(day, 3, vertical, 0, execution())).toBeUndefined();
    const worthless = tinyDay([{ minute: 600, debit: 5, half: 0 }]);
    expect(meetEntry(worthless, 0, vertical, 0, execution({ fills: namedFills.half }))).toBeUndefined();
    expect(meetEntry(worthless, 0, vertical, 0, execution({ fills: namedFills.mid }))?.price).toBe(5);
  });
  it('rounds a fraction of a cent of money against the seller', () => {
    expect(wholeCredit(240.129)).toBe(240.12);
    expect(wholeCredit(240.12)).toBe(240.12);
    expect(wholeDebit(240.121)).toBe(240.13);
    expect(wholeDebit(240.12)).toBe(240.12);
  });
});

describe('a close that meets the market', () => {
  it('buys at the mid plus the concession of its urgency', () => {
    expect(meetExit(day, 0, leaving('exit'), execution())).toEqual({ price: 260, mid: 250, fees: 188 });
    expect(meetExit(day, 0, leaving('stop'), execution())?.price).toBe(275);
  });
  it('never pays more than the package can be worth, gaps and widened quotes included', () => {
    const gap = { seed: 1, chance: 1, meanPoints: 500, lateMinutes: 0, lateFactor: 1 };
    expect(meetExit(day, 0, leaving('stop', 265), execution())?.price).toBe(265);
    expect(meetExit(day, 0, leaving('stop'), execution({ gap }))?.price).toBe(1000);
  });
  it('adds the gap of its moment to stops alone', () => {
    const gap = { seed: 7, chance: 1, meanPoints: 1, lateMinutes: 0, lateFactor: 1 };
    const extra = gapDebit(gap, { date: day.date, entryMinute: 600, distance: 20, minutesLeft: 360 });
    expect(extra).toBeGreaterThan(0);
    expect(meetExit(day, 0, leaving('stop'), execution({ gap }))?.price).toBe(wholeDebit(275 + extra));
    expect(meetExit(day, 0, leaving('exit'), execution({ gap }))?.price).toBe(260);
  });
  it('waits where a leg has no quote', () => expect(meetExit(day, 3, leaving('stop'), execution())).toBeUndefined());
});

describe('trust in a quote', () => {
  const at = (t: number) => {
    const quote = packageQuote(day, vertical, t);
    if (quote === undefined) throw new Error('no quote');
    return quoteTrust(trust, day, vertical, quote, t);
  };
  it('falls with age, with the width, and is nothing when crossed', () => {
    expect(at(1)).toEqual({ score: 1, age: 1, desync: 0, width: 16, isCrossed: false });
    expect(at(2)).toMatchObject({ score: 2 / 3, age: 3 });
    expect(at(4)).toMatchObject({ score: 0.4, age: 5, desync: 5, width: 80 });
    const wide = tinyDay([{ minute: 600, debit: 250, half: 100 }]);
    expect(quoteTrust(trust, wide, vertical, { mid: 250, halfWidth: 100, natural: 150 }, 0)).toMatchObject({ score: 0.5, width: 80 });
    const crossed = tinyDay([{ minute: 600, debit: 250, half: -5 }]);
    expect(quoteTrust(trust, crossed, vertical, { mid: 250, halfWidth: -5, natural: 255 }, 0)).toMatchObject({ score: 0, isCrossed: true });
    const locked = tinyDay([{ minute: 600, debit: 250, half: 0 }]);
    expect(quoteTrust(trust, locked, vertical, { mid: 250, halfWidth: 0, natural: 250 }, 0).isCrossed).toBe(false);
  });
  it('counts age from the last change of either side, and desync between the legs', () => {
    const moved = tinyDay([{ minute: 600, debit: 250, half: 20 }, { minute: 605, debit: 250, half: 10 }]);
    expect(quoteTrust(trust, moved, vertical, { mid: 250, halfWidth: 10, natural: 240 }, 1)).toMatchObject({ age: 5, desync: 5 });
  });
  it('has no width to speak of where the package is worth nothing', () => {
    const nothing = tinyDay([{ minute: 600, debit: 0, half: 5 }]);
    expect(quoteTrust(trust, nothing, vertical, { mid: 0, halfWidth: 5, natural: -5 }, 0)).toMatchObject({ width: Infinity, score: 0 });
  });
  it('skips, widens or fails as the study says, and leaves good quotes alone', () => {
    expect(meetEntry(day, 2, vertical, 0, execution({ trust }))).toBeUndefined();
    expect(meetExit(day, 2, leaving('exit'), execution({ trust }))).toBeUndefined();
    expect(meetEntry(day, 1, vertical, 0, execution({ trust }))?.price).toBe(240);
    expect(meetExit(day, 1, leaving('exit'), execution({ trust }))?.price).toBe(260);
    const widened = execution({ trust: { ...trust, action: 'widen' } });
    expect(meetEntry(day, 2, vertical, 0, widened)?.price).toBe(250 - 3 * 10);
    expect(meetExit(day, 2, leaving('exit'), widened)?.price).toBe(250 + 3 * 10);
    expect(meetExit(day, 2, leaving('stop'), widened)?.price).toBe(250 + 3 * 25);
    const failing = execution({ trust: { ...trust, action: 'fail' } });
    expect(() => meetEntry(day, 2, vertical, 0, failing)).toThrow('2024-05-14 row 2 must be a quote the study trusts, found "age 3 min, desync 0 min, width 16%"; loosen execution.trust or choose skip');
    expect(meetEntry(day, 0, vertical, 0, failing)?.price).toBe(240);
  });
  it('needs limits above nothing, or says null', () => {
    expect(trustSchema.safeParse(trust).success).toBe(true);
    expect(trustSchema.safeParse(null).success).toBe(true);
    for (const bad of [{ maxAgeMinutes: 0 }, { maxDesyncMinutes: 0 }, { maxWidthPercent: 0 }, { widenBy: 0.9 }, { action: 'hope' }, { other: 1 }]) expect(trustSchema.safeParse({ ...trust, ...bad }).success).toBe(false);
  });
});

describe('the urgency of an exit', () => {
  const exits = { hold: null, rules: [{ kind: 'profitTarget' }, { kind: 'stagedTarget' }, { kind: 'clock', name: 'early' }, { kind: 'minutesInTrade' }, { kind: 'stopLoss', name: 'hard' }, { kind: 'trailingStop' }] };
  const plan = { strategy: { exits } } as unknown as Parameters<typeof urgencyOf>[0];
  it('is calm for targets and clocks, by the name they were given', () => {
    expect(['profitTarget', 'stagedTarget', 'early', 'minutesInTrade'].map((reason) => urgencyOf(plan, reason))).toEqual(['exit', 'exit', 'exit', 'exit']);
    expect(['hard', 'trailingStop', 'clock', 'flattened by hand'].map((reason) => urgencyOf(plan, reason))).toEqual(['stop', 'stop', 'stop', 'stop']);
  });
  it('belongs to the plan asked about', () => {
    const other = { strategy: { exits: { hold: null, rules: [{ kind: 'profitTarget', name: 'hard' }] } } } as unknown as Parameters<typeof urgencyOf>[0];
    expect(urgencyOf(plan, 'hard')).toBe('stop');
    expect(urgencyOf(other, 'hard')).toBe('exit');
  });
});

describe('a gap at a stop', () => {
  const gap = { seed: 11, chance: 0.4, meanPoints: 6, lateMinutes: 30, lateFactor: 2 };
  const moment = { date: '2024-05-14', entryMinute: 600, distance: 9, minutesLeft: 200 };
  const drawn = (entryMinute: number) => {
    const rng = openStream(11, 20240514, entryMinute);
    return { meets: rng.real() < 0.4, size: -Math.log(1 - rng.real()) };
  };
  const entries = Array.from({ length: 60 }, (_, k) => 600 + k);
  it('comes as often as its chance, and costs its size less with distance', () => {
    expect(entries.filter((entryMinute) => gapDebit(gap, { ...moment, entryMinute }) > 0)).toEqual(entries.filter((entryMinute) => drawn(entryMinute).meets));
    for (const entryMinute of entries.filter((entry) => drawn(entry).meets)) {
      const { size } = drawn(entryMinute);
      expect(gapDebit(gap, { ...moment, entryMinute })).toBeCloseTo(600 * size * Math.exp(-9 / 12), 9);
      expect(gapDebit(gap, { ...moment, entryMinute, distance: -4 })).toBeCloseTo(600 * size, 9);
      expect(gapDebit(gap, { ...moment, entryMinute, minutesLeft: 30 })).toBeCloseTo(1200 * size * Math.exp(-9 / 24), 9);
      expect(gapDebit(gap, { ...moment, entryMinute, minutesLeft: 31 })).toBeCloseTo(600 * size * Math.exp(-9 / 12), 9);
    }
  });
  it('is none without a model or without a chance', () => {
    for (const entryMinute of entries) expect(gapDebit({ ...gap, chance: 0 }, { ...moment, entryMinute })).toBe(0);
    expect(gapDebit(null, moment)).toBe(0);
  });
  it('needs a chance, a mean and a factor that can be', () => {
    expect(gapSchema.safeParse(gap).success).toBe(true);
    expect(gapSchema.safeParse(null).success).toBe(true);
    for (const edge of [{ chance: 0 }, { chance: 1 }, { lateMinutes: 0 }, { lateFactor: 1 }]) expect(gapSchema.safeParse({ ...gap, ...edge }).success).toBe(true);
    for (const bad of [{ chance: 1.1 }, { chance: -0.1 }, { meanPoints: 0 }, { lateMinutes: -1 }, { lateFactor: 0.9 }, { seed: 0.5 }, { other: 1 }]) expect(gapSchema.safeParse({ ...gap, ...bad }).success).toBe(false);
  });
});

describe('fee schedules', () => {
  const schedule = { kind: 'perContract' as const, commission: 1, exchangeBelow: 0.2, exchangeAbove: 0.4, premiumBreak: 1, clearing: 0.03, regulatory: 0.02, cashSettlement: 5, source: 'made up' };
  it('charge each leg by its own premium, from the break on the higher rate', () => {
    expect(tradeFees(schedule, vertical, [100, 99.99])).toBe(145 + 125);
    expect(tradeFees({ ...schedule, premiumBreak: 2 }, vertical, [199, 200])).toBe(125 + 145);
  });
  it('charge a leg as often as it is traded, and round half a cent up', () => {
    const fly = { kind: 'putVertical' as const, legs: [{ right: 'put' as const, strike: 5900, ratio: -2 }, { right: 'put' as const, strike: 5890, ratio: 1 }] };
    expect(tradeFees(schedule, fly as typeof vertical, [50, 50])).toBe(3 * 125);
    expect(tradeFees({ ...schedule, commission: 1.0025 }, vertical, [50, 50])).toBe(251);
  });
  it('charge settlement for legs in the money only, never at the strike', () => {
    expect(settlementFees(schedule, vertical, 5900)).toBe(0);
    expect(settlementFees(schedule, vertical, 5899.99)).toBe(500);
    expect(settlementFees(schedule, vertical, 5889)).toBe(1000);
    const calls = callVertical(5920, 5930);
    expect(settlementFees(schedule, calls, 5920)).toBe(0);
    expect(settlementFees(schedule, calls, 5920.01)).toBe(500);
    expect(settlementFees(schedule, calls, 5931)).toBe(1000);
    const twice = { ...vertical, legs: [{ ...vertical.legs[0], ratio: -2 }, vertical.legs[1]] };
    expect(settlementFees(schedule, twice as typeof vertical, 5895)).toBe(1000);
    expect(settlementFees({ ...schedule, cashSettlement: 0.005 }, vertical, 5895)).toBe(1);
  });
  it('are nothing where a study says none, in, out and at worst', () => {
    const none = feesSchema.parse({ kind: 'none', because: 'a test' });
    expect([tradeFees(none, vertical, [100, 100]), settlementFees(none, vertical, 5000), worstFees(none, vertical)]).toEqual([0, 0, 0]);
    expect(namedFees.none).toMatchObject({ kind: 'none' });
  });
  it('bound the worst by the dearer exchange fee and the dearer way out', () => {
    expect(worstFees(schedule, vertical)).toBe(Math.ceil(2 * (1.45 + 5) * 100));
    expect(worstFees({ ...schedule, cashSettlement: 0.5 }, vertical)).toBe(580);
    expect(worstFees({ ...schedule, exchangeBelow: 0.9, cashSettlement: 0 }, vertical)).toBe(Math.ceil(4 * 1.95 * 100));
  });
  it('must be written whole: no rate below nothing, no break of nothing, a source', () => {
    expect(feesSchema.safeParse(schedule).success).toBe(true);
    for (const free of ['commission', 'exchangeBelow', 'exchangeAbove', 'clearing', 'regulatory', 'cashSettlement']) {
      expect(feesSchema.safeParse({ ...schedule, [free]: 0 }).success, free).toBe(true);
      expect(feesSchema.safeParse({ ...schedule, [free]: -0.01 }).success, free).toBe(false);
    }
    for (const bad of [{ premiumBreak: 0 }, { source: '' }, { kind: 'flat' }, { other: 1 }]) expect(feesSchema.safeParse({ ...schedule, ...bad }).success).toBe(false);
    expect(feesSchema.safeParse({ kind: 'none', because: '' }).success).toBe(false);
    expect(feesSchema.safeParse({ kind: 'none' }).success).toBe(false);
  });
  it('by name are what their sources say', () => {
    expect(namedFees['spxw-retail-2026']).toMatchObject({ commission: 0.35, exchangeBelow: 0.49, exchangeAbove: 0.58, premiumBreak: 1, clearing: 0.025, regulatory: 0.03, cashSettlement: 0 });
    expect(namedFees['published-half-dollar']).toMatchObject({ commission: 0.5, exchangeBelow: 0, exchangeAbove: 0, clearing: 0, regulatory: 0, cashSettlement: 0 });
    for (const fees of Object.values(namedFees)) expect(feesSchema.safeParse(fees).success).toBe(true);
  });
});

describe('fill models', () => {
  const quote = { mid: 250, halfWidth: 20, natural: 230 };
  it('concede a share of the half width, at least the floor, and the slippage on top', () => {
    const fills = { entry: { share: 0.5, atLeast: 0.2, slippage: 0.03 }, exit: { share: 2, atLeast: 0, slippage: 0 }, stop: { share: 0, atLeast: 0, slippage: 0.5 } };
    expect(concession(fills, 'entry', quote)).toBe(23);
    expect(concession(fills, 'exit', quote)).toBe(40);
    expect(concession(fills, 'stop', quote)).toBe(50);
    expect(creditAt(fills, quote)).toBe(227);
    expect(creditAt(fills, quote, 2)).toBe(204);
    expect(debitAt(fills, 'stop', quote, 1000)).toBe(300);
  });
  it('by name are what the documentation says', () => {
    const parts = (name: keyof typeof namedFills) => (['entry', 'exit', 'stop'] as const).map((side) => Object.values(namedFills[name][side]));
    expect(parts('mid')).toEqual([[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
    expect(parts('half')).toEqual([[0.5, 0.05, 0], [0.5, 0.05, 0], [1, 0.05, 0.05]]);
    expect(parts('cross')).toEqual([[1, 0, 0], [1, 0, 0], [1, 0, 0]]);
    expect(parts('pessimistic')).toEqual([[1, 0.05, 0.05], [1, 0.05, 0.05], [1, 0.05, 0.2]]);
  });
  it('must state all three sides within bounds', () => {
    for (const fills of Object.values(namedFills)) expect(fillsSchema.safeParse(fills).success).toBe(true);
    const side = { share: 0, atLeast: 0, slippage: 0 };
    expect(fillsSchema.safeParse({ entry: { ...side, share: 5 }, exit: side, stop: side }).success).toBe(true);
    for (const bad of [{ share: 5.1 }, { share: -1 }, { atLeast: -1 }, { slippage: -1 }, { other: 1 }]) expect(fillsSchema.safeParse({ entry: { ...side, ...bad }, exit: side, stop: side }).success).toBe(false);
    expect(fillsSchema.safeParse({ entry: side, exit: side }).success).toBe(false);
    expect(fillsSchema.safeParse({ entry: side, exit: side, stop: side, more: side }).success).toBe(false);
  });
});
