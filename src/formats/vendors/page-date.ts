import type { SessionDate } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';

/** First letters of each month in the languages a browser has printed the page in: English, Spanish, Russian. */
const months = [
  ['jan', 'ene', 'янв'],
  ['feb', 'фев'],
  ['mar', 'мар'],
  ['apr', 'abr', 'апр'],
  ['may', 'мая', 'май'],
  ['jun', 'июн'],
  ['jul', 'июл'],
  ['aug', 'ago', 'авг'],
  ['sep', 'set', 'сен'],
  ['oct', 'окт'],
  ['nov', 'ноя'],
  ['dec', 'dic', 'дек'],
];

const namedZones: Readonly<Record<string, number>> = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, UTC: 0, GMT: 0 };

const offsetHours = (text: string): number | undefined => {
  const shift = /(?:GMT|UTC)([+-]\d{1,2})/.exec(text);
  if (shift !== null) return Number(shift[1]);
  const name = /\b([A-Z]{3})\b/.exec(text.replace(/\b[AP]M\b/g, ''));
  return name === null ? undefined : namedZones[name[1]];
};

const monthOf = (text: string): number =>
  months.findIndex((starts) => (text.toLowerCase().match(/[a-zа-я]{3,}/g) ?? []).some((word) => starts.includes(word.slice(0, 3))));

/**
 * New York date and minute of the date line a browser printed on a quote page, in any language it is known to use.
 *
 * @returns undefined when the text cannot be read
 * @example pageTime('23 de marzo de 2022, 10:11 GMT-4') // { date: '2022-03-23', minute: 611 }
 */
export const pageTime = (text: string): { readonly date: SessionDate; readonly minute: number } | undefined => {
  const year = /\b(20\d\d)\b/.exec(text);
  const day = /\b(\d{1,2})\b(?!:)/.exec(text.replace(/\d{1,2}:\d\d/g, ''));
  const clock = /(\d{1,2}):(\d\d)(?::\d\d)?\s*([AaPp])?/.exec(text);
  const month = monthOf(text);
  const offset = offsetHours(text);
  if (year === null || day === null || clock === null || month < 0 || offset === undefined) return undefined;
  const half = clock[3]?.toLowerCase();
  const hour = half === undefined ? Number(clock[1]) : (Number(clock[1]) % 12) + (half === 'p' ? 12 : 0);
  return newYorkTime(Date.UTC(Number(year[1]), month, Number(day[1]), hour - offset, Number(clock[2])));
};
