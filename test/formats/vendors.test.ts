import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ChainFormat, ChainRow } from '../../src/formats/index.ts';
import { chainFormats, csvSource, unsupportedLayouts } from '../../src/formats/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const format = (id: string): ChainFormat => chainFormats.find((found) => found.id === id) ?? expect.fail(id);

const read = (id: string, name: string, lines: readonly string[]) => {
  const rows: ChainRow[] = [];
  const counts: Record<string, number> = {};
  const count = (code: string): void => void (counts[code] = (counts[code] ?? 0) + 1);
  const source = csvSource(name, lines.join('\n'));
  expect(chainFormats.filter((known) => known.sniff(source.head)).map((known) => known.id), 'the header tells the format').toEqual([id]);
  format(id).read(source, { accept: (row) => rows.push(row), reject: count, skip: count });
  return { rows, counts };
};

const call = { date: '2025-01-17', strike: 5900, right: 'call' };

describe('Cboe DataShop intervals', () => {
  const header = 'underlying_symbol,quote_datetime,root,expiration,strike,option_type,open,high,low,close,trade_volume,bid_size,bid,ask_size,ask,underlying_bid,underlying_ask,open_interest';
  it('takes the label as the end of the interval and the middle of the index quote as its level', () => {
    const { rows, counts } = read('datashop-intervals', 'spx.csv', [
      header,
      '^SPX,2025-01-17 09:31:00,SPXW,2025-01-17,5900.000,C,0,0,0,0,0,10,46.20,12,47.00,5944.10,5946.50,120',
      '^SPX,2025-01-17 09:31:00,SPX,2025-01-17,5900.000,C,0,0,0,0,0,10,46.20,12,47.00,5944.10,5946.50,120',
      '^SPX,2025-01-17 09:31:00,SPXW,2025-01-21,5900.000,P,0,0,0,0,0,10,6.20,12,7.00,5944.10,5946.50,120',
    ]);
    expect(rows).toEqual([{ ...call, minute: 571, bid: 4620, ask: 4700, spot: 5945.3, openInterest: 120 }]);
    expect(counts).toEqual({ 'am-settled': 1, 'not-expiring-today': 1 });
  });

  it('rejects a row whose cells cannot tell whether it is wanted, and passes over none of them', () => {
    const { counts } = read('datashop-intervals', 'spx.csv', [
      header,
      '^SPX,2025-01-17 09:31:00',
      '^SPX,2025-01-17 09:31:00,SPXW,garbage,5900.000,C,0,0,0,0,0,10,46.20,12,47.00,5944.10,5946.50,120',
      '^SPX,2025-13-45 09:31:00,SPXW,2025-01-17,5900.000,C,0,0,0,0,0,10,46.20,12,47.00,5944.10,5946.50,120',
      '^SPX,2025-01-17 09:31:00,SPXW,2025-01-17,5900.000,C,0,0,0,0,0,10,46.20,12,47.00,5944.10,5946.50,99999999999',
    ]);
    expect(counts).toEqual({ 'bad-root': 1, 'bad-expiry': 1, 'bad-time': 1, 'bad-number': 1 });
  });

  it('has no index level where the vendor wrote zeros', () => {
    const { rows } = read('datashop-intervals', 'spx.csv', [header, '^SPX,2025-01-17 09:31:00,SPXW,2025-01-17,5900,C,0,0,0,0,0,10,46.2,12,47,0,0,120']);
    expect(rows[0].spot).toBeNaN();
  });
});

describe('Cboe DataShop end of day', () => {
  const header = 'quote_date,root,expiration,strike,option_type,bid_1545,ask_1545,underlying_bid_1545,underlying_ask_1545,bid_eod,ask_eod,open_interest';
  it('knows the snapshot at 15:45, and at 12:45 on a half day', () => {
    const { rows } = read('datashop-eod', 'x.csv', [
      header,
      '2025-01-17,SPXW,2025-01-17,5900,C,46.2,47,5944,5946,9,9,1',
      '2025-07-03,SPXW,2025-07-03,6200,C,46.2,47,6244,6246,9,9,1',
    ]);
    expect(rows.map(({ minute }) => minute)).toEqual([945, 765]);
  });

  it('needs the root in the file name when no column has it', () => {
    expect(() => read('datashop-eod', 'mine.csv', [header.replace('root,', ''), '2025-01-17,2025-01-17,5900,C,1,2,5,6,9,9,1'])).toThrow(/with a column root/);
  });
});

describe('OptionsDX', () => {
  const header = '[QUOTE_UNIXTIME], [QUOTE_READTIME], [QUOTE_DATE], [QUOTE_TIME_HOURS], [UNDERLYING_LAST], [EXPIRE_DATE], [EXPIRE_UNIX], [DTE], [C_BID], [C_ASK], [STRIKE], [P_BID], [P_ASK]';
  const row = '1737124200, 2025-01-17 09:30, 2025-01-17, 9.5, 5945.000000, 2025-01-17, 1737147600, 0.00, 46.20, 47.00, 5900.000000, 0.05, 0.10';
  it('reads both rights of a row and the clock in New York', () => {
    const { rows } = read('optionsdx', 'spx_15x_202501.txt', [header, row]);
    expect(rows).toMatchObject([{ right: 'put', bid: 5, ask: 10, minute: 570 }, { ...call, bid: 4620, ask: 4700, spot: 5945 }]);
  });

  it('does not take a file for SPX that does not say so', () => {
    expect(() => read('optionsdx', 'spy_15x_202501.txt', [header, row])).toThrow(/with spx in it/);
  });
});

describe('ThetaData', () => {
  it('version 2 takes the contract from the file name and 0/0 for no quote', () => {
    const header = 'ms_of_day,bid_size,bid_exchange,bid,bid_condition,ask_size,ask_exchange,ask,ask_condition,date';
    const { rows } = read('thetadata-v2', 'SPXW250117C05900000.csv', [header, '34260000,1,5,46.2,50,1,5,47,50,20250117', '34260001,0,5,0,50,0,5,0,50,20250117']);
    expect(rows).toMatchObject([{ ...call, minute: 571, bid: 4620 }, { minute: 572, bid: NaN, ask: NaN }]);
    expect(() => read('thetadata-v2', 'calls.csv', [header, '34260000,1,5,46.2,50,1,5,47,50,20250117'])).toThrow(/with the contract in it/);
  });

  it('version 3 names the contract in each row', () => {
    const header = 'symbol,expiration,strike,right,timestamp,bid_size,bid_exchange,bid,bid_condition,ask_size,ask_exchange,ask,ask_condition';
    const { rows } = read('thetadata-v3', 'x.csv', [header, '"SPXW","2025-01-17","5900.000","CALL","2025-01-17T09:31:00.000",1,5,46.2,50,1,5,47,50']);
    expect(rows).toMatchObject([{ ...call, minute: 571, bid: 4620, ask: 4700 }]);
  });
});

describe('Databento cbbo-1m', () => {
  const header = 'ts_recv,ts_event,rtype,publisher_id,instrument_id,side,price,size,flags,bid_px_00,ask_px_00,bid_sz_00,ask_sz_00,bid_pb_00,ask_pb_00,symbol';
  const row = (ns: string, bid: string, ask: string): string => `${ns},${ns},195,30,1,N,,0,0,${bid},${ask},1,1,20,20,SPXW  250117C05900000`;
  it('carries a quote over minutes without a record, fifteen at most, and an undefined bid is nobody bidding', () => {
    const { rows } = read('databento-cbbo', 'x.csv', [
      header,
      row('1737124260000000000', '46200000000', '47000000000'),
      row('1737124440000000000', '9223372036854775807', '50000000'),
    ]);
    expect(rows.map(({ minute, bid }) => [minute, bid])).toEqual([
      [571, 4620], [572, 4620], [573, 4620], ...Array.from({ length: 16 }, (_, i) => [574 + i, 0]),
    ]);
  });

  it('skips what is quoted before the open, and lets the last of it stand at the open', () => {
    const { rows, counts } = read('databento-cbbo', 'x.csv', [
      header,
      row('1737119280000000000', '46200000000', '47000000000'),
      row('1737124080000000000', '46300000000', '47000000000'),
      row('1737124320000000000', '46400000000', '47000000000'),
    ]);
    expect(counts).toEqual({ 'extended-hours': 1 });
    expect(rows.slice(0, 3).map(({ minute, bid }) => [minute, bid])).toEqual([[570, 4630], [571, 4630], [572, 4640]]);
  });

  it('reads readable times and prices too, and refuses a file without symbols', () => {
    const { rows } = read('databento-cbbo', 'x.csv', [header, row('2025-01-17T20:59:00.000000001Z', '46.200000000', '47.000000000')]);
    expect(rows).toMatchObject([{ minute: 960, bid: 4620, ask: 4700 }]);
    expect(() => read('databento-cbbo', 'x.csv', [header.replace(',symbol', ''), ''])).toThrow(/with a column symbol/);
  });
});

describe('Polygon', () => {
  it('keeps the last quote of a minute, known at its end', () => {
    const header = 'ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,sequence_number,sip_timestamp';
    const { rows } = read('polygon-quotes', 'q.csv', [
      header,
      'O:SPXW250117C05900000,301,47,1,301,46.2,1,1,1737147480000000001',
      'O:SPXW250117C05900000,301,48,1,301,47.2,1,2,1737147539999999999',
    ]);
    expect(rows.map(({ minute, bid }) => [minute, bid])).toEqual([[959, 4720], [960, 4720]]);
  });

  it('knows a bar of trades a minute after its start and skips daily bars', () => {
    const header = 'ticker,volume,open,close,high,low,window_start,transactions';
    const { rows, counts } = read('polygon-aggs', 'a.csv', [
      header,
      'O:SPXW250117C05900000,1,46,47,48,45,1737124200000000000,1',
      'O:SPXW250117C05900000,1,46,47,48,45,1737090000000000000,1',
    ]);
    expect(rows).toMatchObject([{ minute: 571, bid: 4700, ask: 4700 }]);
    expect(counts).toEqual({ 'daily-bar': 1 });
  });
});

describe('ORATS, HistoricalOptionData, Schwab and Tradier', () => {
  it('read ORATS by its Eastern clock and leave what settles in the morning', () => {
    const header = 'ticker,tradeDate,expirDate,dte,strike,stockPrice,callOpenInterest,putOpenInterest,callBidPrice,callAskPrice,putBidPrice,putAskPrice,snapShotEstTime,expiryTod';
    const { rows, counts } = read('orats-minute', 'o.csv', [
      header,
      'SPX,2025-01-17,2025-01-17,1,5900,5945.2,10,20,46.2,47,0,0.05,935,pm',
      'SPX,2025-01-17,2025-01-17,1,5900,5945.2,10,20,46.2,47,0,0.05,935,am',
    ]);
    expect(rows).toMatchObject([{ right: 'put', bid: 0, ask: 5, openInterest: 20, minute: 575 }, { ...call, openInterest: 10 }]);
    expect(counts).toEqual({ 'am-settled': 2 });
  });

  it('read both layouts of HistoricalOptionData at the close', () => {
    const { rows } = read('historicaloptiondata', 'L2.csv', [
      'UnderlyingSymbol,UnderlyingPrice,Exchange,OptionSymbol,Blank,Type,Expiration, DataDate,Strike,Last,Bid,Ask,Volume,OpenInterest,IV,Delta,Gamma,Theta,Vega,Alias',
      'SPX,5945,*,SPXW250117C05900000,,call,01/17/2025,01/17/2025,5900,46,46.2,47,1,2,0,0,0,0,0,x',
    ]);
    expect(rows).toMatchObject([{ ...call, minute: 960, bid: 4620 }]);
  });

  it('read an empty Schwab bid as nobody bidding, and need the time in the file name', () => {
    const lines = [
      'id,snapshot_id,expiry,dte,strike,right,bid,ask,mark,last,iv,delta,gamma,theta,vega,volume,open_interest,intrinsic_value,time_value,side',
      '1,2,2025-01-17,0,5900.0,C,46.2,47,46.6,46,1,1,1,1,1,1,3,45.3,1,CALL',
      '1,2,2025-01-17,0,5800.0,P,,0.05,,0.05,1,1,1,1,1,1,3,0.0,,PUT',
    ];
    const { rows } = read('schwab-snapshot', 'spx_2025-01-17_155932ET.csv', lines);
    expect(rows).toMatchObject([{ ...call, minute: 960, spot: 5945.3 }, { strike: 5800, right: 'put', bid: 0, ask: 5 }]);
    expect(() => read('schwab-snapshot', 'spx.csv', lines)).toThrow(/New York time of the snapshot/);
  });

  it('dates a Tradier chain by the latest quote in it', () => {
    const option = { root_symbol: 'SPXW', expiration_date: '2025-01-17', option_type: 'call', strike: 5900, bid: 46.2, ask: 47, bid_date: 1737124261000, ask_date: 1737124250000, last: null };
    const { rows } = read('tradier-chain', 'chain.json', [JSON.stringify({ options: { option } })]);
    expect(rows).toMatchObject([{ ...call, minute: 572, bid: 4620 }]);
    expect(() => read('tradier-chain', 'chain.json', ['{"options":{"option":[{"strike":1}]}}'])).toThrow(/with options.option/);
  });
});

describe('layouts that are known and not read', () => {
  it('each say why and what to do instead, and no format claims them', () => {
    for (const { why, remedy, title } of unsupportedLayouts) expect([why, remedy, title].every((text) => text.length > 5)).toBe(true);
    const head = ['cOpra,pOpra,stkPx,expirDate,yte'];
    expect(unsupportedLayouts.filter(({ sniff }) => sniff(head, 'x.csv')).map(({ id }) => id)).toEqual(['orats-eod']);
    const definitions = ['ts_recv,ts_event,rtype,publisher_id,instrument_id,raw_symbol,security_update_action,instrument_class,expiration,strike_price,underlying'];
    expect(unsupportedLayouts.filter(({ sniff }) => sniff(definitions, 'x.csv')).map(({ id }) => id)).toEqual(['databento-definitions']);
    expect(chainFormats.filter(({ sniff }) => sniff(definitions)).map(({ id }) => id)).toEqual([]);
    expect(chainFormats.some(({ sniff }) => sniff(head))).toBe(false);
  });
});

describeWithData('every shared chain and vendor sample', () => {
  const filesIn = (folder: string): string[] =>
    readdirSync(sharedPath(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const textIn = (path: string): string => {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  };
  const files = [...filesIn('chains'), ...filesIn('vendor_samples'), ...filesIn('bars'), sharedPath('broker/tradier/real_chain_spxw_2023-08-15_asof_2023-08-14.json')].filter((path) => /\.(csv|json|csv\.gz|txt)$/.test(path));
  const claimed = files.flatMap((path) => {
    const source = csvSource(path.split('/').at(-1) ?? '', textIn(path));
    const formats = chainFormats.filter(({ sniff }) => sniff(source.head));
    return formats.length === 0 ? [] : [{ source, formats }];
  });

  it('is claimed by one format at most, and enough of them are claimed', () => {
    for (const { source, formats } of claimed) expect(formats, source.name).toHaveLength(1);
    expect(new Set(claimed.map(({ formats }) => formats[0].id))).toEqual(
      new Set(['spxw-midpoints', 'cboe-quotedata', 'datashop-eod', 'schwab-snapshot', 'polygon-aggs', 'historicaloptiondata', 'tradier-chain']),
    );
  });

  it('has every quote accepted, or refused with a code', () => {
    const quotesOf: Readonly<Record<string, number>> = { 'cboe-quotedata': 2, 'spxw-midpoints': 2 };
    for (const { source, formats: [claiming] } of claimed) {
      let [accepted, counted] = [0, 0];
      claiming.read(source, { accept: () => accepted++, reject: () => counted++, skip: () => counted++ });
      const header = claiming.headerLine(source.head);
      const rows = claiming.kind === 'document' ? JSON.parse(source.text()).options.option.length : [...source.table(header).rows].length;
      expect(accepted + counted, source.name).toBe(rows * (quotesOf[claiming.id] ?? 1));
    }
  });

  it('reads the 0DTE rows of the snapshots as the normalised set has them', () => {
    const rowsOf = (name: string): number => {
      const found = claimed.find(({ source }) => source.name.startsWith(name)) ?? expect.fail(name);
      let accepted = 0;
      found.formats[0].read(found.source, { accept: () => accepted++, reject: () => undefined, skip: () => undefined });
      return accepted;
    };
    expect(rowsOf('spx_2022-03-23')).toBe(358);
    expect(rowsOf('spx_2022-07-12')).toBe(244);
    expect(rowsOf('spx_2026-07-23')).toBe(160);
    expect(rowsOf('spxw20190626')).toBeGreaterThan(100);
  });
});
