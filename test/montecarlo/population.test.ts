import { describe, expect, it } from 'vitest';
import { checkPopulation, parsePopulation, printPopulation } from '../../src/montecarlo/index.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';

describe('a population', () => {
  it('passes its own check when built from a record', () => expect(() => checkPopulation(sampleRecord(40, 7))).not.toThrow());
  it.each([
    ['an empty log', [[]], /at least two trades, found "0 trades/],
    ['a single trade', [[100]], /at least two trades, found 1;/],
    ['a result that is not a number', [[100, NaN]], /whole cents in pnl/],
    ['a result in fractions of a cent', [[100, -0.5]], /whole cents in pnl/],
    ['a record without a loss', [[100, 200]], /at least one loss/],
  ])('refuses %s', (_, days, message) => expect(() => checkPopulation(populationOf(days))).toThrow(message));
  it('refuses a close before its open', () => {
    const broken = { ...populationOf([[1, -1]]), events: Int32Array.of(1, -2, 2, -1) };
    expect(() => checkPopulation(broken)).toThrow(/opening then closing/);
  });
  it('reads back from its text to the last bit', () => {
    const record = { ...sampleRecord(60, 3) };
    record.vix[4] = NaN;
    record.distance[0] = 0.1 + 0.2;
    record.minutesLeft[1] = NaN;
    expect(parsePopulation(printPopulation(record))).toEqual(record);
  });
  it('names the line of a broken text', () => {
    const text = printPopulation(populationOf([[100, -50]]));
    expect(() => parsePopulation(text.replace(/\n0,2.*/, '\n0,2,3'))).toThrow(/outcomes.csv:4 must be 10 numbers/);
    expect(() => parsePopulation('date\n')).toThrow(/outcomes.csv:1/);
  });
});
