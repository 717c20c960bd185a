import type { Figure, FigurePart, Row, RungResult } from '../../compat/index.ts';
import { figureText, publishedFigures } from '../../compat/index.ts';

/** Everything a printed, Markdown or HTML report shows. */
export interface ReproduceReport {
  readonly rows: readonly Row[];
  readonly ladder: readonly RungResult[];
  /** The ladder in words; empty without one. */
  readonly paragraph: string;
  /** What the figures were made of, a line each, its data grade first. */
  readonly sources: readonly string[];
}

export interface ReportTable {
  readonly title: string;
  readonly note: string;
  readonly lines: readonly { readonly row: Row; readonly figure: Figure }[];
}

const tables: Record<FigurePart, Pick<ReportTable, 'title' | 'note'>> = {
  'monte-carlo': {
    title: 'The published Monte Carlo',
    note: 'Drawn from seven exit groups of the published table: 10,000 paths of 1,454 single trades, 25,000, at most ten contracts, halted below half; ten seeds.',
  },
  'three-year': {
    title: 'The published three-year table',
    note: 'The overlay and the exit table need no market data; the run itself is drawn again from daily SPX and VIX bars, ten seeds.',
  },
  deployed: { title: 'The account as deployed', note: 'The same trades and seeds with 20,000, at most three contracts, and what the sizing formula answers.' },
  audit: {
    title: 'The same questions asked honestly',
    note: 'Ranges are over ten seeds, or the 95% interval of whole days for recorded quotes. A published figure outside is contradicted.',
  },
};

/** Rows by part, in the order of the report. */
export const tablesOf = (rows: readonly Row[]): ReportTable[] =>
  (Object.keys(tables) as FigurePart[]).flatMap((part) => {
    const lines = publishedFigures.flatMap((figure) => {
      const row = rows.find(({ id }) => id === figure.id);
      return figure.part === part && row !== undefined ? [{ row, figure }] : [];
    });
    return lines.length === 0 ? [] : [{ ...tables[part], lines }];
  });

/** `low to high`, empty where both are one value. */
export const rangeText = ({ low, high }: Row, { unit }: Figure): string =>
  low === high ? '' : `${figureText(low, unit)} to ${figureText(high, unit)}`;

/** Columns of the ladder as text. */
export const ladderCells = (rung: RungResult): string[] => [
  rung.title,
  figureText(Math.round(rung.trades), 'count'), figureText(rung.pnl, 'dollars'), figureText(rung.winRate, 'share'), figureText(rung.profitFactor, 'ratio'),
  figureText(rung.yearMedian, 'dollars'), figureText(rung.loss, 'share'), figureText(rung.halt, 'share'),
];
export const ladderHeader = ['Step', 'Trades', 'P/L', 'Win rate', 'PF', 'Year, median', 'P(loss)', 'P(halt)'];
export const ladderNote =
  'Each step is the one above with one change. Trades, P/L, win rate and profit factor are of one contract over the record; the last three columns are of the account after a year.';

/** How many rows have each status, in words. */
export const countsText = (rows: readonly Row[]): string =>
  ['reproduced', 'within-range', 'not-reproducible', 'contradicted', 'needs-data']
    .map((status) => ({ status, n: rows.filter((row) => row.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => `${n} ${status}`)
    .join(', ');

/** Charts only where there is a ladder. */
export const hasLadder = ({ ladder }: ReproduceReport): boolean => ladder.length > 0;
