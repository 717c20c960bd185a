import { describe, expect, it } from 'vitest';
import { parseBars } from '../../src/formats/index.ts';
import { checkSeries, checkVix1d } from '../../src/store/index.ts';

const header = 'datetime,open,high,low,close';
const bars = (...lines: string[]) => parseBars([header, ...lines].join('\n'), 'spx.csv');
const first = '2025-01-17 09:30:00,5940,5950,5935,5945';
const second = '2025-01-17 09:35:00,5945,5946,5940,5941';

describe('index bars', () => {
  it('come in order of time, however a file lists them, and once each', () => {
    expect(bars(second, first, second)).toEqual(bars(first, second));
  });
  it.each([
    ['a close above its high', '2025-01-17 09:30:00,5940,5950,5935,5951', 'none beyond its high and low'],
    ['an open below its low', '2025-01-17 09:30:00,5934,5950,5935,5945', 'none beyond its high and low'],
    ['no time', 'garbage,5940,5950,5935,5945', 'a time and four prices'],
  ])('are refused with %s', (_, line, words) => {
    expect(() => bars(line)).toThrow(`line 2 of spx.csv must be ${words.startsWith('none') ? 'a time and four prices, ' : ''}${words}`);
  });
  it('are refused where two of one time differ', () => {
    expect(() => bars(first, second, '2025-01-17 09:35:00,5945,5947,5940,5941')).toThrow('bars of spx.csv must be one a time, found "two that differ at 2025-01-17 09:35"');
  });
});

describe('series that chains are modelled around', () => {
  const files = { bars: 'spx.csv', spx: 'daily.csv', vix: 'vix.csv' };
  const closes = new Map([['2025-01-17', 5996]]);
  const vixCloses = new Map([['2025-01-17', 16]]);
  const real = { bars: bars(first, second), closes, vixCloses };
  it('are taken as what they are', () => expect(() => checkSeries(real, files)).not.toThrow());
  it.each([
    ['the index as VIX', { vixCloses: closes }, 'vix close of 2025-01-17 in vix.csv must be from 5 to 150'],
    ['VIX as the index', { closes: vixCloses }, 'spx close of 2025-01-17 in daily.csv must be from 500 to 50000'],
    ['closes of another index', { closes: new Map([['2025-01-17', 21_000]]) }, "within 10% of that session's close in daily.csv, 21000"],
    ['a bar half as high again', { bars: bars(first, '2025-01-17 09:35:00,5945,8900,5940,8890') }, 'bar of 2025-01-17 09:35 in spx.csv must be within 10% of the bar before'],
    ['a high beyond all bounds', { bars: bars('2025-01-17 09:30:00,5940,1e99,5935,5945') }, 'within 10% of the bar before'],
  ])('are refused with %s', (_, change, words) => expect(() => checkSeries({ ...real, ...change }, files)).toThrow(words));
  it('are refused with index bars as VIX1D', () => {
    expect(() => checkVix1d(real.bars, 'vix1d.csv')).toThrow('VIX1D of 2025-01-17 in vix1d.csv must be from 1 to 300');
  });
});
