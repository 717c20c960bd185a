import type { MonteCarloAnswer } from '../../montecarlo/index.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars } from './chart.ts';
import { colour } from './theme.ts';

/** Percentiles of balance over the sessions ahead, with the record itself over them. */
export const fanChart = ({ fan, fanPercents, record, summary, notable }: MonteCarloAnswer): Chart => {
  const worst = notable.find(({ label }) => label === 'worst');
  const startRow = { session: 0, ...Object.fromEntries(fanPercents.map((percent) => [`p${percent}`, inDollars(summary.start)])), ...(record === null ? {} : { record: inDollars(summary.start) }), ...(worst === undefined ? {} : { worst: inDollars(summary.start) }) };
  const rows = fan.map((row, t) => ({
    session: t + 1,
    ...Object.fromEntries(fanPercents.map((percent, q) => [`p${percent}`, Math.round(row[q] / 100)])),
    ...(record === null ? {} : { record: Math.round(record.balance[t] / 100) }),
    ...(worst === undefined ? {} : { worst: Math.round(worst.balance[t] / 100) }),
  }));
  const x = { field: 'session', type: 'quantitative', axis: { title: 'sessions ahead', grid: false, tickCount: 6 }, scale: { nice: false } } as const;
  const band = (low: string, high: string, opacity: number) => ({
    mark: { type: 'area', color: colour('band'), opacity },
    encoding: { x, y: { field: low, type: 'quantitative', axis: dollarAxis, scale: { zero: false } }, y2: { field: high } },
  });
  const line = (field: string, role: 'main' | 'loss' | 'quiet', strokeDash: readonly number[]) => ({
    mark: { type: 'line', color: colour(role), strokeDash, strokeWidth: role === 'main' ? 2 : 1.25 },
    encoding: { x, y: { field, type: 'quantitative' } },
  });
  return chart({ id: 'fan', title: 'Fan of balances', caption: `Bands hold 98%, 90% and 50% of the paths; the line is the median, the grey line the worst path.${record === null ? '' : ' Dashed: the record in its own order.'}`, rowsIn: 'the percentile table and fan.csv', isWide: true },
    [startRow, ...rows],
    {
      height: 280,
      layer: [
        band('p1', 'p99', 0.1), band('p5', 'p95', 0.16), band('p25', 'p75', 0.28), line('p50', 'main', []),
        ...(worst === undefined ? [] : [line('worst', 'quiet', [])]),
        ...(record === null ? [] : [line('record', 'loss', [4, 3])]),
        {
          mark: { type: 'rule', opacity: 0 },
          encoding: {
            x,
            tooltip: [{ field: 'session' }, ...fanPercents.map((percent) => ({ field: `p${percent}`, title: `P${percent}`, format: '$,.0f' }))],
          },
        },
      ],
    },
  );
};
