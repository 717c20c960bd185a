import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

/** Result of one month or year. */
export interface PeriodResult {
  readonly year: string;
  /** `01` to `12`, or `Year`. */
  readonly month: string;
  /** Cents. */
  readonly pnl: number;
  /** On the balance at its start. */
  readonly share: number;
}

/** Results by month, each year's months followed by the year. */
export const monthlyResults = ({ sessions, summary }: Pick<ReportRun, 'sessions' | 'summary'>): PeriodResult[] => {
  const found = new Map<string, { year: string; month: string; from: number; to: number }>();
  let before = summary.startingEquity;
  for (const { date, equity } of sessions) {
    const year = date.slice(0, 4);
    for (const month of [date.slice(5, 7), 'Year']) {
      const period = found.get(`${year} ${month}`) ?? { year, month, from: before, to: equity };
      found.set(`${year} ${month}`, { ...period, to: equity });
    }
    before = equity;
  }
  return [...found.values()]
    .map(({ year, month, from, to }) => ({ year, month, pnl: to - from, share: to / from - 1 }))
    .sort((a, b) => (a.year === b.year ? (a.month < b.month ? -1 : 1) : a.year < b.year ? -1 : 1));
};

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Year'];
const nameOf = (month: string): string => (month === 'Year' ? month : monthNames[Number(month) - 1]);

/** Months as a grid, stronger the larger; blue gains, orange loses. */
export const monthlyChart = (run: ReportRun): Chart => {
  const results = monthlyResults(run);
  const largest = Math.max(1e-9, ...results.filter(({ month }) => month !== 'Year').map(({ share }) => Math.abs(share)));
  const rows = results.map(({ year, month, pnl, share }) => ({
    year, month: nameOf(month), pnl: Math.round(pnl / 100), share: Number(share.toFixed(5)),
    strength: month === 'Year' || pnl === 0 ? 0 : Number((0.12 + 0.73 * Math.min(1, Math.abs(share) / largest)).toFixed(3)),
  }));
  const x = { field: 'month', type: 'nominal', sort: monthNames, scale: { domain: monthNames }, axis: { title: null, orient: 'top', labelAngle: 0 } } as const;
  const y = { field: 'year', type: 'nominal', axis: { title: null } } as const;
  return chart({ id: 'monthly', title: 'Months', caption: 'Return on the balance at the start of each month; hover for dollars.', rowsIn: 'the table Months' }, rows, {
    height: 30 * new Set(rows.map(({ year }) => year)).size,
    layer: [
      {
        mark: { type: 'rect', cornerRadius: 2 },
        encoding: {
          x, y,
          color: { condition: { test: 'datum.pnl < 0', value: colour('loss') }, value: colour('main') },
          opacity: { field: 'strength', type: 'quantitative', scale: null },
          tooltip: [{ field: 'year' }, { field: 'month' }, { field: 'share', title: 'return', format: '.2%' }, { field: 'pnl', title: 'dollars', format: '$,.0f' }],
        },
      },
      {
        mark: { type: 'text', fontSize: 10 },
        encoding: { x, y, text: { field: 'share', type: 'quantitative', format: '.1%' }, color: { value: colour('ink') } },
      },
    ],
  });
};
