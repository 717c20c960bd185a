import { describe, expect, it } from 'vitest';
import { prepareDays, readDailyBars, readDailyCloses } from '../../src/compat/index.ts';

const header = 'date,open,high,low,close';

describe('daily files', () => {
  it('reads columns in any order and case, and both ways of writing dates', () => {
    const text = 'CLOSE,DATE,OPEN,HIGH,LOW,volume\r\n11,01/03/2024,10,12,9,5\r\n12,2024-01-02,11,13,10,\r\n';
    expect(readDailyBars(text, 'x.csv')).toEqual([
      { date: '2024-01-02', open: 11, high: 13, low: 10, close: 12 },
      { date: '2024-01-03', open: 10, high: 12, low: 9, close: 11 },
    ]);
    expect(readDailyCloses(text, 'x.csv').get('2024-01-03')).toBe(11);
  });
  it.each([
    ['a missing column', 'date,open,high,low\n2024-01-02,1,1,1\n', 'wrong-header', 'header of x.csv'],
    ['a low above the open', `${header}\n2024-01-02,10,12,11,11\n`, 'bad-bar', 'line 2 of x.csv'],
    ['an empty price', `${header}\n2024-01-02,10,12,9,\n`, 'bad-bar', 'line 2 of x.csv'],
    ['text for a date', `${header}\nJan 2,10,12,9,11\n`, 'bad-bar', 'line 2 of x.csv'],
    ['a date twice', `${header}\n2024-01-02,10,12,9,11\n2024-01-02,10,12,9,11\n`, 'bad-bar', 'line 3 of x.csv'],
    ['no day at all', `${header}\n`, 'no-bars', 'x.csv'],
  ])('refuses %s by name', (_what, text, code, where) => {
    expect(() => readDailyBars(text, 'x.csv')).toThrow(expect.objectContaining({ name: 'DataError', code, message: expect.stringContaining(where) as string }));
  });
  it('refuses files that do not reach over the download, or a day without VIX', () => {
    const bar = (date: string) => ({ date, open: 1, high: 1, low: 1, close: 1 });
    expect(() => prepareDays([bar('2024-01-02'), bar('2026-01-09')], new Map(), 750)).toThrow(/SPX file must be from 2022-12-12/);
    expect(() => prepareDays([bar('2022-12-12'), bar('2026-01-09')], new Map([['2022-12-12', 0.5]]), 750)).toThrow(/close on 2026-01-09/);
    expect(() => prepareDays([bar('2022-12-12'), bar('2026-01-09')], new Map([['2022-12-12', 14], ['2026-01-09', 14]]), 750)).toThrow(/not swapped/);
  });
});
