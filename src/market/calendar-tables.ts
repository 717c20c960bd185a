/** First and last day the calendar knows. */
export const CALENDAR_FIRST = '2019-01-01';
export const CALENDAR_LAST = '2027-12-31';

const inYear = (year: number, days: string): string[] => days.split(' ').map((day) => `${year}-${day}`);

/** Weekdays on which the New York Stock Exchange stays shut. Source: the exchange's yearly holiday notices. */
export const fullHolidays: ReadonlySet<string> = new Set([
  ...inYear(2019, '01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25'),
  ...inYear(2020, '01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25'),
  ...inYear(2021, '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24'),
  ...inYear(2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26'),
  ...inYear(2023, '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25'),
  ...inYear(2024, '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25'),
  ...inYear(2025, '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'),
  ...inYear(2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'),
  ...inYear(2027, '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24'),
]);

/** Sessions that close at 13:00. */
export const halfDays: ReadonlySet<string> = new Set([
  ...inYear(2019, '07-03 11-29 12-24'),
  ...inYear(2020, '11-27 12-24'),
  ...inYear(2021, '11-26'),
  ...inYear(2022, '11-25'),
  ...inYear(2023, '07-03 11-24'),
  ...inYear(2024, '07-03 11-29 12-24'),
  ...inYear(2025, '07-03 11-28 12-24'),
  ...inYear(2026, '11-27 12-24'),
  ...inYear(2027, '11-26'),
]);

/** Decision days of scheduled FOMC meetings. Source: the Federal Reserve's published schedules. */
export const fomcDays: ReadonlySet<string> = new Set([
  ...inYear(2019, '01-30 03-20 05-01 06-19 07-31 09-18 10-30 12-11'),
  ...inYear(2020, '01-29 04-29 06-10 07-29 09-16 11-05 12-16'),
  ...inYear(2021, '01-27 03-17 04-28 06-16 07-28 09-22 11-03 12-15'),
  ...inYear(2022, '01-26 03-16 05-04 06-15 07-27 09-21 11-02 12-14'),
  ...inYear(2023, '02-01 03-22 05-03 06-14 07-26 09-20 11-01 12-13'),
  ...inYear(2024, '01-31 03-20 05-01 06-12 07-31 09-18 11-07 12-18'),
  ...inYear(2025, '01-29 03-19 05-07 06-18 07-30 09-17 10-29 12-10'),
  ...inYear(2026, '01-28 03-18 04-29 06-17 07-29 09-16 10-28 12-09'),
  ...inYear(2027, '01-27 03-17 04-28 06-09 07-28 09-15 10-27 12-08'),
]);
