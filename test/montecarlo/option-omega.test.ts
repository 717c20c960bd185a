import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sessionsBetween } from '../../src/market/index.ts';
import { checkPopulation, parseOptionOmega } from '../../src/montecarlo/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const header = 'Date Opened,Time Opened,Legs,Premium,Date Closed,Time Closed,Reason For Close,P/L,No. of Contracts,Margin Req.,Opening VIX';
const log = (...rows: string[]) => [header, ...rows].join('\n');
const first = '2025-06-02,10:15:00,"1 C, 2 P",270,2025-06-02,11:00:00,Profit Target,300.50,2,15880,17.5';
const second = '2025-06-04,10:30:00,x,280,2025-06-04,16:00:00,Expired,-110,1,7940,18';
const inside = '2025-06-02,10:20:00,x,280,2025-06-02,10:40:00,Stop Loss,-110,1,7940,18';

describe('an Option Omega trade log', () => {
  it('becomes results per contract in whole cents, idle sessions included', () => {
    const { population, overnight } = parseOptionOmega(log(second, first), sessionsBetween);
    expect(population.dates).toEqual(['2025-06-02', '2025-06-03', '2025-06-04']);
    expect([...population.start]).toEqual([0, 1, 1, 2]);
    expect([...population.pnl]).toEqual([15_025, -11_000]);
    expect([...population.maxLoss]).toEqual([794_000, 794_000]);
    expect([population.groups, overnight]).toEqual([['Expired', 'Profit Target'], 0]);
  });
  it('orders events by the clock', () => expect([...parseOptionOmega(log(first, inside), sessionsBetween).population.events]).toEqual([1, 2, -2, -1]));
  it.each([
    ['another header', 'Date,P/L\n', /header must be that of an Option Omega trade log with Date Opened/],
    ['a result that is no number', log(first.replace('300.50', 'n/a')), /line 2, P\/L must be a number, found "n\/a"/],
    ['no contracts', log(first.replace(',2,', ',0,')), /line 2, No. of Contracts must be above 0/],
    ['a Sunday', log(first, second.replaceAll('2025-06-04', '2025-06-08'), first.replaceAll('2025-06-02', '2025-06-09')), /Date Opened must be a trading day/],
  ])('refuses %s', (_, text, message) => expect(() => parseOptionOmega(text, sessionsBetween)).toThrow(message));
});

describeWithData('Option Omega exports', () => {
  it.each([['meic_backtest.csv', 392], ['ema_spreads_backtest.csv', 231], ['sax_portfolio_backtest.csv', 1955]])('%s becomes a population of every trade', (name, rows) => {
    const { population } = parseOptionOmega(readFileSync(sharedPath(`trades/option_omega/${name}`), 'utf8'), sessionsBetween);
    expect(population.pnl.length).toBe(rows);
    expect(() => checkPopulation(population)).not.toThrow();
  });
});
