import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseOptionOmegaLog } from '../../src/formats/index.ts';
import { gamma, scratch } from '../support/panel.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

interface Audit {
  trades: number;
  expired: number;
  settlementMismatches: number;
  officialCloseDifferences: number | null;
  unchecked: number;
  details: {
    officialCloseDifferences: { date: string; logged: number; official: number }[];
    unchecked: { line: number; why: string }[];
    settlementMismatches: { line: number; recomputed: number }[];
    impliedFee?: number;
  };
}

const header = 'Date Opened,Time Opened,Opening Price,Legs,Premium,Closing Price,Date Closed,Time Closed,Reason For Close,P/L,No. of Contracts,Strategy,Opening Commissions + Fees,Closing Commissions + Fees';
const row = (legs: string, rest: string, pnl: string): string => `2025-06-30,10:00:00,6190,${legs},${rest},${pnl},2,S,8,0`;
const legs = '2 Jun 30 6180 P STO 3.00 | 2 Jun 30 6170 P BTO 1.00';

describe('gamma audit trades', () => {
  const work = scratch();
  afterAll(work.dispose);
  const log = (name: string, ...lines: string[]): string => {
    const path = join(work.path, name);
    writeFileSync(path, [header, ...lines, ''].join('\n'));
    return path;
  };
  const audit = async (...argv: string[]): Promise<{ code: number; audit: Audit; err: string }> => {
    const { code, out, err } = await gamma('audit', 'trades', ...argv, '--format', 'option-omega', '--json');
    return { code, err, audit: JSON.parse(out === '' ? 'null' : out) as Audit };
  };

  it('settles an expired spread from its legs and finds a P/L one cent off', async () => {
    const right = row(legs, '190,6174.5,2025-06-30,16:00:00,Expired', '-728');
    const wrong = row(legs, '190,6174.5,2025-06-30,16:00:00,Expired', '-727.99');
    expect((await audit(log('right.csv', right))).audit).toMatchObject({ trades: 1, expired: 1, settlementMismatches: 0, unchecked: 0, officialCloseDifferences: null });
    const { code, audit: found } = await audit(log('wrong.csv', right, wrong));
    expect(code).toBe(4);
    expect(found.details.settlementMismatches).toEqual([{ line: 3, date: '2025-06-30', logged: -727.99, recomputed: -728 }]);
  });

  it('says of each trade it cannot check why', async () => {
    const stopped = row(legs, '190,6174.5,2025-06-30,11:00:00,Stop Loss', '-300');
    const calendar = row('1 Dec 31 6180 P STO 3.00 | 1 Jan 2 6180 P BTO 9.00', '-610,6174.5,2025-06-30,16:00:00,Expired', '5');
    const { audit: found } = await audit(log('odd.csv', stopped, calendar));
    expect(found).toMatchObject({ trades: 2, expired: 0, unchecked: 2 });
    expect(found.details.unchecked.map(({ why }) => why)).toEqual([
      expect.stringMatching(/left before expiry \(Stop Loss\)/),
      expect.stringMatching(/expires 2025-12-31/),
    ]);
  });

  it('refuses other files by header and damaged rows by line and column', async () => {
    const path = join(work.path, 'daily.csv');
    writeFileSync(path, '"Date","Net Liquidity"\n"2025-01-02",100000\n');
    expect(await audit(path)).toMatchObject({ code: 3, err: expect.stringMatching(/Option Omega trade log, with Date Opened/) });
    expect((await audit(log('legs.csv', row('2 Jun 30 6180 P', '190,6174.5,2025-06-30,16:00:00,Expired', '1')))).err).toMatch(/line 2, Legs must be legs such as/);
    expect((await gamma('audit', 'trades', path, '--format', 'option-alpha')).code).toBe(2);
  });

  it('takes the year of a leg from the opening date, the next one when the day has passed', () => {
    const text = [header, '2025-12-30,10:00:00,6190,1 Jan 2 6180 P STO 3.00 | 1 Dec 31 6180 P BTO 1.00,200,6174.5,2025-12-31,16:00:00,Expired,1,1,S,0,0'].join('\n');
    expect(parseOptionOmegaLog(text, 'log.csv')[0].legs.map(({ expiry }) => expiry)).toEqual(['2026-01-02', '2025-12-31']);
  });

  describeWithData('every shared log', () => {
    const closes = sharedPath('daily/spx_daily_yahoo.csv');
    it.each([
      ['ema_spreads_backtest.csv', { trades: 231, expired: 106, unchecked: 125, officialCloseDifferences: 0 }],
      ['meic_backtest.csv', { trades: 392, expired: 215, unchecked: 177, officialCloseDifferences: 0 }],
      ['sax_portfolio_backtest.csv', { trades: 1955, expired: 1473, unchecked: 482, officialCloseDifferences: 1 }],
      ['meic_live_fills.csv', { trades: 8, expired: 4, unchecked: 4 }],
    ])('settles %s to the cent', async (name, expected) => {
      const { code, audit: found } = await audit(sharedPath(`trades/option_omega/${name}`), '--closes', closes);
      expect(code).toBe(0);
      expect(found).toMatchObject({ ...expected, settlementMismatches: 0 });
      expect(Object.keys(found)).toEqual(['trades', 'expired', 'settlementMismatches', 'officialCloseDifferences', 'unchecked', 'details']);
      expect(found.details.unchecked.every(({ why }) => why !== '')).toBe(true);
    });

    it('lists the one session on which a log settled away from the official close', async () => {
      const { audit: found } = await audit(sharedPath('trades/option_omega/sax_portfolio_backtest.csv'), '--closes', closes);
      expect(found.details.officialCloseDifferences).toMatchObject([{ date: '2024-03-05', logged: 5079.24, official: 5078.65 }]);
    });
  });
});
