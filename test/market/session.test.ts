import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeMinuteOf, epochMs, hasZeroDayExpiry, isFomc, isSession, newYorkTime, nextSession, previousSession, sessionsBetween } from '../../src/market/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

describe('the New York session calendar', () => {
  it('knows weekends, holidays, mourning days and half days', () => {
    expect(isSession('2025-01-09')).toBe(false);
    expect(isSession('2026-07-03')).toBe(false);
    expect(isSession('2025-07-05')).toBe(false);
    expect(isSession('2022-01-03')).toBe(true);
    expect(closeMinuteOf('2025-07-03')).toBe(780);
    expect(closeMinuteOf('2025-07-02')).toBe(960);
    expect(isFomc('2024-11-07')).toBe(true);
    expect(nextSession('2025-01-08')).toBe('2025-01-10');
    expect(previousSession('2024-09-03')).toBe('2024-08-30');
  });

  it('refuses dates outside its years and days that do not exist', () => {
    for (const date of ['2018-12-05', '2028-01-03', '2023-02-30', '20230103', '']) {
      expect(() => isSession(date)).toThrow(/date must be a day from 2019-01-01 to 2027-12-31/);
    }
    expect(() => closeMinuteOf('2025-01-09')).toThrow(/date must be a trading day/);
  });

  it('has 250 to 253 sessions in each full year', () => {
    for (let year = 2019; year <= 2027; year++) {
      const n = sessionsBetween(`${year}-01-01`, `${year}-12-31`).length;
      expect(n).toBeGreaterThanOrEqual(250);
      expect(n).toBeLessThanOrEqual(253);
    }
  });

  it('lists no Tuesday or Thursday 0DTE before they existed, save for moved expiries', () => {
    expect(hasZeroDayExpiry('2022-04-12')).toBe(false);
    expect(hasZeroDayExpiry('2022-04-19')).toBe(true);
    expect(hasZeroDayExpiry('2022-05-05')).toBe(false);
    expect(hasZeroDayExpiry('2022-05-12')).toBe(true);
    expect(hasZeroDayExpiry('2021-02-16')).toBe(true);
    expect(hasZeroDayExpiry('2021-04-01')).toBe(true);
    expect(hasZeroDayExpiry('2021-04-02')).toBe(false);
    expect(sessionsBetween('2022-05-16', '2027-12-31').every(hasZeroDayExpiry)).toBe(true);
  });

  it('switches between standard and daylight time on the right Sundays', () => {
    expect(epochMs('2025-03-07', 570)).toBe(Date.UTC(2025, 2, 7, 14, 30));
    expect(epochMs('2025-03-10', 570)).toBe(Date.UTC(2025, 2, 10, 13, 30));
    expect(epochMs('2025-10-31', 570)).toBe(Date.UTC(2025, 9, 31, 13, 30));
    expect(epochMs('2025-11-03', 570)).toBe(Date.UTC(2025, 10, 3, 14, 30));
  });

  it('agrees with the runtime time zone database at any hour of its years', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2019, 0, 2), max: Date.UTC(2027, 11, 30) }), (ms) => {
        const { date, minute } = newYorkTime(ms);
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        expect(format.format(ms).replace(', ', ' ')).toBe(`${date} ${clock}`);
      }),
    );
  });

  it('comes back to the same wall-clock minute on every session', () => {
    for (const date of sessionsBetween('2019-01-01', '2027-12-31')) {
      expect(newYorkTime(epochMs(date, 957))).toEqual({ date, minute: 957 });
    }
  });
});

describeWithData('the calendar against daily closes', () => {
  it('has exactly the days on which the index has a close, 2019 to mid 2026', () => {
    const rows = readFileSync(sharedPath('daily/spx_daily_yahoo.csv'), 'utf8').trim().split('\n').slice(1);
    const dates = rows.map((row) => row.slice(0, 10)).filter((date) => date >= '2019-01-01');
    expect(sessionsBetween('2019-01-01', '2026-07-02')).toEqual(dates);
  });

  it('has exactly the scheduled decision days', () => {
    const rows = readFileSync(sharedPath('daily/fomc_days.csv'), 'utf8').trim().split('\n').slice(1);
    const scheduled = rows.filter((row) => row.includes(',scheduled,')).map((row) => row.slice(0, 10));
    expect(sessionsBetween('2019-01-01', '2026-12-31').filter(isFomc)).toEqual(scheduled);
  });
});
