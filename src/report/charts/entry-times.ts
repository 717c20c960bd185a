import { momentsOf } from '../metrics/statistics.ts';
import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, inDollars } from './chart.ts';
import { colour } from './theme.ts';

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** Mean result per contract by half hour of entry, with its 95% interval. */
export const entryTimesChart = ({ trades }: ReportRun): Chart => {
  const byTime = new Map<number, number[]>();
  for (const { entryMinute, pnlPerContract } of trades) {
    const slot = Math.floor(entryMinute / 30) * 30;
    byTime.set(slot, [...(byTime.get(slot) ?? []), pnlPerContract]);
  }
  const rows = [...byTime].sort(([a], [b]) => a - b).flatMap(([slot, results]) => {
    const { mean, deviation, n } = momentsOf(results);
    if (mean === null || deviation === null) return [];
    const reach = (1.96 * deviation) / Math.sqrt(n);
    return [{ time: clock(slot), trades: n, mean: inDollars(mean), low: inDollars(mean - reach), high: inDollars(mean + reach) }];
  });
  const x = { field: 'time', type: 'ordinal', sort: null, axis: { title: null, labelAngle: 0 } } as const;
  return chart('entry-times', 'Entry times', 'Mean result per contract by half hour of entry, with its 95% interval; an interval across zero tells nothing.', rows, {
    layer: [
      { mark: { type: 'rule', color: colour('quiet'), strokeDash: [3, 3] }, encoding: { y: { datum: 0 } } },
      { mark: { type: 'rule', color: colour('main'), strokeWidth: 2 }, encoding: { x, y: { field: 'low', type: 'quantitative', axis: { format: '$,.0f', title: null, tickCount: 5 } }, y2: { field: 'high' } } },
      {
        mark: { type: 'point', filled: true, size: 45, color: colour('main'), opacity: 1 },
        encoding: {
          x, y: { field: 'mean', type: 'quantitative' },
          tooltip: [{ field: 'time' }, { field: 'trades' }, { field: 'mean', format: '$,.2f' }, { field: 'low', format: '$,.2f' }, { field: 'high', format: '$,.2f' }],
        },
      },
    ],
  });
};
