import { momentsOf } from '../metrics/statistics.ts';
import type { ReportRun, ReportTrade } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, inDollars } from './chart.ts';
import { colour } from './theme.ts';

interface Grouping {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** Group of a trade in words; undefined leaves it out. */
  readonly of: (trade: ReportTrade) => string | undefined;
  /** Groups in the order shown. */
  readonly order: readonly string[];
}

/** Mean result per contract by group, each with its 95% interval. */
const groupedMeans = ({ trades }: ReportRun, { id, title, caption, of, order }: Grouping): Chart => {
  const groups = new Map<string, number[]>(order.map((name) => [name, []]));
  for (const trade of trades) {
    const group = of(trade);
    if (group !== undefined) groups.get(group)?.push(trade.pnlPerContract);
  }
  const rows = [...groups].flatMap(([group, results]) => {
    const { mean, deviation, n } = momentsOf(results);
    if (mean === null || deviation === null) return [];
    const reach = (1.96 * deviation) / Math.sqrt(n);
    return [{ group, trades: n, mean: inDollars(mean), low: inDollars(mean - reach), high: inDollars(mean + reach) }];
  });
  const x = { field: 'group', type: 'ordinal', sort: null, axis: { title: null, labelAngle: 0 } } as const;
  return chart({ id, title, caption: `Mean result per contract ${caption}, with its 95% interval; an interval across zero tells nothing.`, rowsIn: 'trades.csv of the run' }, rows, {
    layer: [
      { mark: { type: 'rule', color: colour('quiet'), strokeDash: [3, 3] }, encoding: { y: { datum: 0 } } },
      { mark: { type: 'rule', color: colour('main'), strokeWidth: 2 }, encoding: { x, y: { field: 'low', type: 'quantitative', axis: { format: '$,.0f', title: null, tickCount: 5 } }, y2: { field: 'high' } } },
      {
        mark: { type: 'point', filled: true, size: 45, color: colour('main'), opacity: 1 },
        encoding: {
          x, y: { field: 'mean', type: 'quantitative' },
          tooltip: [{ field: 'group' }, { field: 'trades' }, { field: 'mean', format: '$,.2f' }, { field: 'low', format: '$,.2f' }, { field: 'high', format: '$,.2f' }],
        },
      },
    ],
  });
};

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const halfHours = Array.from({ length: 14 }, (_, i) => clock(570 + 30 * i));

/** By half hour of entry. */
export const entryTimesChart = (run: ReportRun): Chart =>
  groupedMeans(run, { id: 'entry-times', title: 'Entry times', caption: 'by half hour of entry', order: halfHours, of: ({ entryMinute }) => clock(Math.floor(entryMinute / 30) * 30) });

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];

export const weekdaysChart = (run: ReportRun): Chart =>
  groupedMeans(run, { id: 'weekdays', title: 'Days of the week', caption: 'by day of the week', order: weekdays, of: ({ date }) => weekdays[new Date(`${date}T12:00:00Z`).getUTCDay() - 1] });

/** Upper edges of groups and their names. */
const bandsOf = (edges: readonly number[]): { readonly names: string[]; readonly nameOf: (value: number) => string | undefined } => {
  const names = [`below ${edges[0]}`, ...edges.slice(1).map((edge, i) => `${edges[i]} to ${edge}`), `from ${edges[edges.length - 1]}`];
  return { names, nameOf: (value) => (Number.isFinite(value) ? names[edges.filter((edge) => value >= edge).length] : undefined) };
};

const regimes = bandsOf([13, 16, 20, 25]);
export const regimesChart = (run: ReportRun): Chart =>
  groupedMeans(run, { id: 'regimes', title: 'Volatility regimes', caption: 'by VIX at entry', order: regimes.names, of: ({ vix }) => regimes.nameOf(vix) });

const distances = bandsOf([5, 10, 15, 25, 40]);
export const distancesChart = (run: ReportRun): Chart =>
  groupedMeans(run, { id: 'distances', title: 'Distance to the short strike', caption: 'by points from the index to the nearest short strike at entry', order: distances.names, of: ({ distance }) => distances.nameOf(distance) });
