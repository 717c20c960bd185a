import { describe, expect, it } from 'vitest';
import type { QuoteDay } from '../../src/market/index.ts';
import { auditDay, fairMarket, levelsOfBars, parityLevel, shiftAgainst, shiftOfDecay, trustScore, withParityLevels } from '../../src/market/index.ts';

const market = fairMarket(7, { sessions: 40, step: 5 });
const ticked = (i = 0): QuoteDay => market.day(i, 'ticked');
const codes = (day: QuoteDay, reference: Partial<Parameters<typeof auditDay>[1]> = {}): string[] =>
  auditDay(day, { quotes: 'quotes', settlement: day.spot[day.rows - 1], levelAt: undefined, ...reference }).findings.map(({ code }) => code);

/** A copy with some quotes near the money changed; index 0 is a put. */
const changed = (change: (bid: Float64Array, ask: Float64Array, cell: number) => void): QuoteDay => {
  const day = ticked();
  const [bid, ask] = [day.bid.slice(), day.ask.slice()];
  const k = day.strikes.findIndex((strike) => strike >= day.spot[0]);
  for (let t = 0; t < day.rows; t++) change(bid, ask, k * day.stride + t);
  return { ...day, bid, ask };
};

describe('the audit of a session', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(codes(ticked())).toEqual([]);
    expect(trustScore([])).toBe(100);
  });

  it('names crossed and locked quotes, an ask of 0, prices off the tick', () => {
    expect(codes(changed((bid, ask, cell) => ([bid[cell], ask[cell]] = [ask[cell], bid[cell]])))).toContain('crossed');
    expect(codes(changed((bid, ask, cell) => void (ask[cell] = bid[cell] === 0 ? 5 : 0)))).toContain('ask-zero');
    expect(codes(changed((_, ask, cell) => void (ask[cell] += 1)))).toContain('off-tick');
    const day = ticked();
    expect(codes({ ...day, ask: day.bid.map((bid, c) => (bid > 0 ? bid : day.ask[c])) })).toContain('locked');
    expect(codes({ ...day, ask: day.bid.slice() }, { quotes: 'mids' })).not.toContain('locked');
  });

  it('names an index that stands still while options move, and one that lies off', () => {
    const day = ticked();
    expect(codes({ ...day, spot: day.spot.map(() => day.spot[0]) })).toContain('stale-index');
    expect(codes({ ...day, spot: day.spot.map((level) => level + 28) })).toEqual(expect.arrayContaining(['stale-index', 'index-off-parity']));
    expect(codes({ ...day, spot: day.spot.map((level) => level + 1.5) })).toEqual(['index-off-parity']);
  });

  it('names missing rows, missing strikes, a missing index and a far settlement', () => {
    const day = ticked();
    const odd = Array.from({ length: day.rows }, (_, t) => t).filter((t) => t < 20 || t > 30);
    const cut = (cells: Float64Array): Float64Array => Float64Array.from({ length: 2 * day.strikes.length * odd.length }, (_, c) => cells[Math.floor(c / odd.length) * day.stride + odd[c % odd.length]]);
    const gapped = { ...day, rows: odd.length, stride: odd.length, minutes: Uint16Array.from(odd, (t) => day.minutes[t]), spot: Float64Array.from(odd, (t) => day.spot[t]), bid: cut(day.bid), ask: cut(day.ask) };
    expect(codes(gapped)).toEqual(['missing-rows']);
    expect(codes({ ...day, spot: day.spot.map((level, t) => (t === 3 ? NaN : level)) })).toContain('no-index');
    expect(codes(day, { settlement: 5450 + 16.2, levelAt: (_, minute) => (minute === 960 ? 5450 : NaN) })).toEqual(['settlement-gap']);
    expect(codes(day, { settlement: day.spot[day.rows - 1] + 16.2 }), 'the last row stands five minutes before the close').toEqual([]);
    expect(codes(day, { settlement: undefined })).toEqual(['no-settlement']);
    expect(codes({ ...day, strikes: day.strikes.map((strike) => strike + 1) })).toContain('strike-grid');
  });

  it('costs 25 points a fault and 5 a warning', () => {
    expect(trustScore([{ code: 'crossed', detail: '' }, { code: 'locked', detail: '' }])).toBe(70);
  });
});

describe('parity', () => {
  it('gives the index back where the files have none', () => {
    const day = market.day(3, 'exact');
    const blank = withParityLevels({ ...day, spot: day.spot.map(() => NaN) });
    day.spot.forEach((level, t) => expect(Math.abs(blank.spot[t] - level)).toBeLessThan(0.02));
  });

  it('is not a number where no strike has both sides', () => {
    const day = ticked();
    expect(parityLevel({ ...day, bid: day.bid.map(() => NaN) }, 0)).toBeNaN();
  });
});

describe('the clock', () => {
  const rows = market.dates.flatMap((date, i) => {
    const day = market.day(i, 'exact');
    return Array.from(day.minutes, (minute, t) => ({ date: String(date), minute, value: day.spot[t] }));
  });
  const bars = rows.map(({ date, minute, value }) => ({ date, start: minute, open: value, close: value }));

  it('is right when levels fit at their labels and an hour off when they fit there', () => {
    const level = levelsOfBars(bars.map((bar) => ({ ...bar, start: bar.start - 5 })));
    expect(shiftAgainst(rows, level, 'bars').map(({ shift }) => shift)).toEqual([0, 0]);
    const late = rows.map((row) => ({ ...row, minute: row.minute + 60 }));
    expect(new Set(shiftAgainst(late, level, 'bars').map(({ shift }) => shift))).toEqual(new Set([-60]));
  });

  it('shows in the decay of option values alone', () => {
    const curve = market.dates.flatMap((date, i) => {
      const day = market.day(i, 'exact');
      return Array.from(day.minutes, (minute, t) => {
        const k = day.strikes.findIndex((strike) => strike >= day.spot[t]);
        return { date: String(date), minute, value: (day.ask[k * day.stride + t] + day.ask[(day.strikes.length + k) * day.stride + t]) / 200 };
      });
    });
    const noon = curve.filter(({ minute }) => minute % 30 === 0 && minute >= 630 && minute <= 900);
    expect(shiftOfDecay(noon).map(({ shift }) => shift)).toEqual([0, 0]);
    expect(new Set(shiftOfDecay(noon.map((row) => ({ ...row, minute: row.minute - 60 }))).map(({ shift }) => shift))).toEqual(new Set([60]));
  });
});
