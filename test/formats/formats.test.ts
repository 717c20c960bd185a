import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ChainFormat, ChainRow } from '../../src/formats/index.ts';
import { assembleDay, chainFormats, csvSource, genericFormat, pageTime, readColumnMap } from '../../src/formats/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const format = (id: string): ChainFormat => chainFormats.find((found) => found.id === id) ?? expect.fail(id);

const readText = (with_: ChainFormat, text: string) => {
  const rows: ChainRow[] = [];
  const counts: Record<string, number> = {};
  const count = (code: string): void => void (counts[code] = (counts[code] ?? 0) + 1);
  with_.read(csvSource('file.csv', text), { accept: (row) => rows.push(row), reject: count, skip: count });
  return { rows, counts };
};

const panel = (...lines: string[]): string => ['date,time_et,spx,strike,call_mid,put_mid', ...lines].join('\n');

describe('every format', () => {
  it('says when its rows were knowable and what its data is worth', () => {
    for (const { id, stamp, grade } of chainFormats) {
      expect(['start', 'end'], id).toContain(stamp.at);
      expect(grade, id).toBeDefined();
    }
  });

  it('refuses a header that is not its own, saying what it wanted and found', () => {
    expect(() => readText(format('spxw-midpoints'), 'date,time,spx\n')).toThrow(/header of file.csv must be "?date,time_et.*found "date,time,spx"/);
    expect(() => readText(format('cboe-quotedata'), 'a\nb\n')).toThrow(/three lines of preamble/);
  });
});

describe('the midpoint panel', () => {
  it('keeps both middles as equal bid and ask, halves of a cent rounded up once', () => {
    const { rows, counts } = readText(format('spxw-midpoints'), panel('2023-11-06,09:35,4366.6,4330,39.49,1.215'));
    expect(rows).toEqual([
      { date: '2023-11-06', minute: 575, strike: 4330, right: 'put', bid: 122, ask: 122, spot: 4366.6, openInterest: NaN },
      { date: '2023-11-06', minute: 575, strike: 4330, right: 'call', bid: 3949, ask: 3949, spot: 4366.6, openInterest: NaN },
    ]);
    expect(counts).toEqual({});
  });

  it('counts what it leaves out, by code', () => {
    const text = panel(
      '2023-11-06,09:35,4366.6,4330,,1.2',
      '2023-11-06,09:35,4366.6,4335,x,1.2',
      '2023-11-06,08:35,4366.6,4335,1,1.2',
      '2023-11-06,noon,4366.6,4335,1,1.2',
      '2023-11-06,09:35,4366.6,4340,-1,1.2',
    );
    const { rows, counts } = readText(format('spxw-midpoints'), text);
    expect(counts).toEqual({ 'no-quote': 1, 'bad-number': 2, 'off-hours': 2, 'bad-time': 2 });
    expect(rows).toHaveLength(3);
  });

  it('fails on a date that is no session or has no expiry', () => {
    expect(() => readText(format('spxw-midpoints'), panel('2025-01-09,09:35,6000,6000,1,1'))).toThrow(/must be a session on which an SPXW series expires/);
    expect(() => readText(format('spxw-midpoints'), panel('2017-01-09,09:35,6000,6000,1,1'))).toThrow(/2019-01-01 to 2027-12-31/);
    expect(() => readText(format('spxw-midpoints'), panel('2022-04-12,09:35,6000,6000,1,1'))).toThrow(/expires/);
  });
});

describe('the Cboe page', () => {
  it('reads its date in English, Spanish and Russian', () => {
    expect(pageTime('23 de marzo de 2022, 10:11 GMT-4')).toEqual({ date: '2022-03-23', minute: 611 });
    expect(pageTime('July 12, 2022, 11:55 AM EDT')).toEqual({ date: '2022-07-12', minute: 715 });
    expect(pageTime('February 7, 2023 at 5:34 PM EST')).toEqual({ date: '2023-02-07', minute: 1054 });
    expect(pageTime('9 июня 2023 г., 20:40 GMT+3')).toEqual({ date: '2023-06-09', minute: 820 });
    expect(pageTime('26 May 2023, 12:18 AM EDT')).toEqual({ date: '2023-05-26', minute: 18 });
    expect(pageTime('yesterday')).toBeUndefined();
  });

  const header = 'Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest';
  const page = (...rows: string[]): string => ['', 'S&P 500 INDEX,Last: 4298.5,Change: 1', '"Date: June 16, 2023 at 1:40 PM EDT",Bid: 1,Ask: 2', header, ...rows].join('\r\n');

  it('keeps only the afternoon-settled series expiring that day', () => {
    const text = page(
      'Fri Jun 16 2023,SPX230616C04300000,0,0,1,2,0,0,0,0,5,4300.00,SPX230616P04300000,0,0,1,2,0,0,0,0,5',
      'Fri Jun 16 2023,SPXW230616C04300000,0,0,5.1,5.3,0,0,0,0,7,4300.00,SPXW230616P04300000,0,0,6.1,6.3,0,0,0,0,9',
      'Mon Jun 19 2023,SPXW230620C04300000,0,0,5.1,5.3,0,0,0,0,7,4300.00,SPXW230620P04300000,0,0,6.1,6.3,0,0,0,0,9',
      'Fri Jun 16 2023,SPXW230616C04305000,0,0,3.1,0,0,0,0,0,7,4305.00,SPXW230616P04305000,0,0,6.5,6.3,0,0,0,0,9',
      'Fri Jun 16 2023,SPXW230616C04310000,0,0,0,0,0,0,0,0,7,4310.00,SPXW230616P04310000,0,0,0,0.05,0,0,0,0,9',
    );
    const { rows, counts } = readText(format('cboe-quotedata'), text);
    expect(counts).toEqual({ 'am-settled': 2, 'not-expiring-today': 2, 'ask-zero': 1, crossed: 1 });
    expect(rows.map((row) => [row.right, row.strike, row.bid, row.ask, row.openInterest])).toEqual([
      ['put', 4300, 610, 630, 9],
      ['call', 4300, 510, 530, 7],
      ['put', 4310, 0, 5, 9],
      ['call', 4310, NaN, NaN, 7],
    ]);
    expect(rows[0].spot).toBe(4298.5);
    expect(rows[0].minute).toBe(820);
  });
});

describe('the generic format', () => {
  const map = `
stamp: start
barMinutes: 1
root: SPXW
columns: { ts: t, expiry: e, strike: k, right: side, bid: b, ask: a, underlying: u }`;

  it('maps columns and moves a bar start to when the bar was knowable', () => {
    const generic = genericFormat(readColumnMap(map, 'map.yaml'));
    const { rows } = readText(generic, `k,side,e,t,b,a,u\n6000,CALL,2025-07-01,${Date.UTC(2025, 6, 1, 13, 30)},5.10,5.30,6001.5`);
    expect(rows).toEqual([{ date: '2025-07-01', minute: 571, strike: 6000, right: 'call', bid: 510, ask: 530, spot: 6001.5, openInterest: NaN }]);
  });

  it('names the column a file lacks and the nearest it has', () => {
    const generic = genericFormat(readColumnMap(map, 'map.yaml'));
    expect(() => readText(generic, 'k,sied,e,t,b,a,u\n')).toThrow(/must be with a column side, .*did you mean sied\?/);
  });

  it('refuses a map that is incomplete, contradictory or misspelt', () => {
    expect(() => readColumnMap(map.replace('barMinutes: 1', ''), 'map.yaml')).toThrow(/map.yaml must be with barMinutes/);
    expect(() => readColumnMap(map.replace('root: SPXW', ''), 'map.yaml')).toThrow(/with root/);
    expect(() => readColumnMap(map.replace('ts: t', 'date: t'), 'map.yaml')).toThrow(/either ts, or date and time/);
    expect(() => readColumnMap(map.replace('stamp: start', 'stamps: start'), 'map.yaml')).toThrow(/did you mean stamp\?/);
    expect(() => readColumnMap('stamp: [', 'map.yaml')).toThrow(/map.yaml must be YAML/);
  });
});

describe('a day assembled from rows', () => {
  const row = (minute: number, strike: number, bid: number): ChainRow =>
    ({ ...readText(format('spxw-midpoints'), panel('2023-11-06,09:35,4366.6,4330,39.49,1.2')).rows[0], minute, strike, bid });

  it('does not depend on their order and has NaN where nothing was quoted', () => {
    const rows = [row(575, 4330, 1), row(575, 4340, 2), row(600, 4335, 3)];
    const day = assembleDay(rows, () => expect.fail());
    expect(day).toEqual(assembleDay(rows.toReversed(), () => expect.fail()));
    expect([...day.strikes]).toEqual([4330, 4335, 4340]);
    expect([...day.bid.subarray(0, 6)]).toEqual([1, NaN, NaN, 3, 2, NaN]);
    expect(day.openInterest).toBeUndefined();
  });

  it('says from which minute each open interest was known', () => {
    const rows = [row(575, 4330, 1), { ...row(600, 4330, 1), openInterest: 7 }, { ...row(630, 4330, 1), openInterest: 9 }];
    const { openInterest } = assembleDay(rows.toReversed(), () => undefined);
    expect([...openInterest?.contracts ?? []]).toEqual([7, NaN]);
    expect([...openInterest?.knownFrom ?? []]).toEqual([600, NaN]);
  });

  it('drops an exact repeat, counted, and fails on one that differs', () => {
    const codes: string[] = [];
    assembleDay([row(575, 4330, 1), row(575, 4330, 1)], (code) => codes.push(code));
    expect(codes).toEqual(['duplicate']);
    expect(() => assembleDay([row(575, 4330, 1), row(575, 4330, 2)], () => undefined)).toThrow(/must have one quote, found two that differ/);
    expect(() => assembleDay([row(575, 4330, 1), { ...row(575, 4335, 2), spot: 4366 }], () => undefined)).toThrow(/one index level/);
  });
});

describeWithData('formats on real files', () => {
  const load = (relative: string): string => gunzipSync(readFileSync(sharedPath(relative))).toString('utf8');

  it('read the whole midpoint panel without a rejected row', () => {
    const { rows, counts } = readText(format('spxw-midpoints'), load('chains/spxw_0dte_midpoints/midpoints.csv.gz'));
    expect(new Set(rows.map((row) => row.date)).size).toBe(412);
    expect(counts).toEqual({ 'no-quote': 4540 });
  });

  it('read the intraday Cboe pages at the index level they print', () => {
    const spanish = readText(format('cboe-quotedata'), load('chains/cboe_quotedata/spx_2022-03-23_1011ET_intraday.csv.gz'));
    expect(spanish.rows[0]).toMatchObject({ date: '2022-03-23', minute: 611, spot: 4479.0898 });
    expect(spanish.rows.length).toBe(358);
    const english = readText(format('cboe-quotedata'), load('chains/cboe_quotedata/spx_2022-07-12_1155ET_intraday.csv.gz'));
    expect(english.rows[0]).toMatchObject({ date: '2022-07-12', minute: 715, spot: 3856.28 });
  });

  it('reject every row of the overnight page, whose index print is stale', () => {
    const { rows, counts } = readText(format('cboe-quotedata'), load('chains/cboe_quotedata/spx_2024-11-11_0802ET_gth.csv.gz'));
    expect(rows).toEqual([]);
    expect(counts['off-hours']).toBeGreaterThan(0);
  });
});
