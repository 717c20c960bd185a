import type { Json } from '../../kernel/index.ts';

/** A Vega-Lite specification with its rows inside. Colours are tokens of theme.ts. */
export type ChartSpec = { readonly [key: string]: Json };

export interface Chart {
  /** File name and anchor. */
  readonly id: string;
  readonly title: string;
  /** One sentence on how to read it. */
  readonly caption: string;
  /** Where its figures stand in words and numbers. */
  readonly rowsIn: string;
  /** Takes the whole width of a page rather than half. */
  readonly isWide?: boolean;
  readonly spec: ChartSpec;
}

type Row = { readonly [column: string]: Json };

/** A chart that fills its column: what it is, its rows, then whatever it is made of. */
export const chart = (head: Omit<Chart, 'spec'>, rows: readonly Row[], body: ChartSpec): Chart => ({
  ...head,
  spec: {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${head.title}. ${head.caption}`,
    width: 'container',
    autosize: { type: 'fit-x', contains: 'padding' },
    height: 220,
    data: { values: rows },
    ...body,
  },
});

/** Cents as dollars for an axis. */
export const inDollars = (cents: number): number => Math.round(cents) / 100;

export const dollarAxis = { format: '$~s', title: null } as const;
export const shareAxis = { format: '.0%', title: null } as const;
/** Dates are New York trading days: no time zone may move them. */
export const sessionAxis = { field: 'date', type: 'temporal', scale: { type: 'utc' }, axis: { title: null, tickCount: 6, grid: false, format: { year: '%Y', quarter: '%b %Y', month: '%b %Y', week: '%-d %b', date: '%-d %b' } } } as const;
