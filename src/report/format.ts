import { percentText } from '../kernel/index.ts';
import type { Estimate } from '../montecarlo/index.ts';
import type { MetricUnit, MetricValue } from './metrics/index.ts';

export const NOT_AVAILABLE = 'N/A';

/** Cents as dollars: whole from $1,000 on, with cents below. */
export const money = (cents: number): string => {
  const dollars = Math.abs(cents) / 100;
  const digits = dollars >= 1000 || Number.isInteger(dollars) ? 0 : 2;
  const text = dollars.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${cents < 0 && Number(text.replaceAll(',', '')) > 0 ? '−' : ''}$${text}`;
};

/** Cents as dollars, exact to the cent whatever their size: what one trade brought or cost. */
export const exactMoney = (cents: number): string => {
  const digits = Number.isInteger(cents / 100) ? 0 : 2;
  return `${Math.round(cents) < 0 ? '−' : ''}$${(Math.abs(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
};

/** A sentence made elsewhere as a page prints it: its minus signs are those of the numbers and charts beside it. */
export const inPrint = (sentence: string): string => sentence.replaceAll(/(?<![\w.)-])-(?=\$?\d)/g, '−');

/** A share as a percentage: one decimal, two within a percent of nothing or of the whole. */
export const percentage = (share: number): string =>
  `${share < 0 ? '−' : ''}${percentText(Math.abs(share))}`;

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US').replace('-', '−');
export const ratio = (value: number): string => value.toFixed(2).replace('-', '−');

const texts: Record<MetricUnit, (value: number) => string> = {
  cents: money, share: percentage, ratio, count: whole,
  sessions: (value) => `${whole(value)} sessions`,
  minutes: (value) => `${whole(value)} min`,
};

/** A value in its unit, or N/A. */
export const inUnit = (value: number | null, unit: MetricUnit): string => (value === null ? NOT_AVAILABLE : texts[unit](value));

/** The value of a metric as shown. */
export const shownMetric = ({ value, unit }: MetricValue): string => inUnit(value, unit);

/** An interval as text; open sides show as such. */
export const interval = ({ low, high }: Pick<Estimate, 'low' | 'high'>, text: (value: number) => string): string =>
  low === null && high === null ? '' : `${low === null ? '≤' : text(low)} to ${high === null ? '≥' : text(high)}`;
