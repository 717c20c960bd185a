import type { Figure } from './figure.ts';

export type RowStatus = 'reproduced' | 'within-range' | 'not-reproducible' | 'contradicted' | 'needs-data';

/** A published figure beside ours. Same units as the figure; null where nothing could be computed. */
export interface Row {
  readonly id: string;
  readonly published: number;
  readonly ours: number | null;
  /** Range over the seeds, or the 95% interval of a tested figure. */
  readonly low: number | null;
  readonly high: number | null;
  readonly status: RowStatus;
  readonly why: string;
}

/** What we found for a figure: one value a seed, or a value with its interval. */
export type Measured = readonly number[] | { readonly value: number; readonly low: number; readonly high: number };

/** Half a percent: closer than this, two drawn figures count as the same. */
const CLOSE = 0.005;
/** A figure whose seeds lie farther apart than this share of it says nothing to a third digit. */
const STEADY = 0.1;
const STANDARD_ERRORS = 3;

const isSeeds = (measured: Measured): measured is readonly number[] => Array.isArray(measured);

const standardError = (values: readonly number[], mean: number): number =>
  values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1) / values.length);

/** How far ours lies from the published, in words. */
const apart = (figure: Figure, ours: number): string => {
  const { published } = figure;
  if (ours === published) return 'Equal.';
  if (published === 0) return '';
  if (ours * published < 0) return 'Of the opposite sign.';
  const ratio = ours / published;
  if (ratio >= 2) return `${ratio.toFixed(1)} times the published.`;
  const share = Math.abs(ratio - 1) * 100;
  if (share < 0.05) return 'Less than 0.1% apart.';
  return `${share.toFixed(share < 10 ? 1 : 0)}% ${ratio > 1 ? 'more' : 'less'} than published.`;
};

interface Found {
  readonly ours: number;
  readonly low: number;
  readonly high: number;
  readonly error: number;
}

const foundIn = (measured: Measured): Found => {
  if (!isSeeds(measured)) return { ours: measured.value, low: measured.low, high: measured.high, error: 0 };
  const ours = measured.reduce((sum, x) => sum + x, 0) / measured.length;
  return { ours, low: Math.min(...measured), high: Math.max(...measured), error: standardError(measured, ours) };
};

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE * Math.abs(b);
const isWithin = (value: number, low: number, high: number, slack: number): boolean => value >= low - slack && value <= high + slack;

/** Status and its reason, by kind. */
const judge = (figure: Figure, found: Found): { status: RowStatus; reason: string } => {
  const { kind, published, range } = figure;
  const { ours, low, high } = found;
  const slack = STANDARD_ERRORS * found.error;
  const says = apart(figure, ours);
  if (kind === 'claim') return { status: isClose(ours, published) ? 'reproduced' : 'contradicted', reason: says };
  if (kind === 'tested') return { status: isWithin(published, low, high, 0) ? 'within-range' : 'contradicted', reason: says };
  if (kind === 'unstable' && high - low > STEADY * Math.abs(ours)) {
    return { status: 'not-reproducible', reason: `Our seeds lie ${((100 * (high - low)) / Math.abs(ours)).toFixed(0)}% apart.` };
  }
  if (isClose(ours, published)) return { status: 'reproduced', reason: says };
  if (isWithin(published, low, high, slack)) return { status: 'within-range', reason: `${says} Inside the range of our seeds.` };
  if (range !== undefined && isWithin(ours, range[0], range[1], slack)) {
    return { status: 'within-range', reason: `${says} Ours lies in the range of an independent re-implementation.` };
  }
  return { status: 'not-reproducible', reason: says };
};

const wanted = { daily: 'Needs --spx and --vix.', dataset: 'Needs --dataset.' };

/**
 * Judges one figure.
 *
 * An estimate is `reproduced` within half a percent, `within-range` when the published value lies between our seeds or our
 * mean lies within three standard errors of an independent re-implementation's range.
 *
 * @param note what the run itself found out about the figure
 */
export const rowOf = (figure: Figure, measured: Measured | undefined, note = ''): Row => {
  const { id, published, why } = figure;
  const sentences = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');
  if (measured === undefined) {
    return { id, published, ours: null, low: null, high: null, status: 'needs-data', why: sentences(wanted[figure.needs ?? 'daily'], why) };
  }
  const found = foundIn(measured);
  const { status, reason } = judge(figure, found);
  const { ours, low, high } = found;
  return { id, published, ours, low, high, status, why: sentences(reason, why, note) };
};
