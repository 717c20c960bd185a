import type { Histogram, MonteCarloAnswer } from '../../montecarlo/index.ts';
import type { Chart } from './chart.ts';
import { chart, inDollars } from './chart.ts';
import { colour } from './theme.ts';

const barsOf = ({ from, step, counts }: Histogram, end: string, paths: number) =>
  counts.flatMap((count, i) => (count === 0 ? [] : [{ end, low: inDollars(from + i * step), high: inDollars(from + (i + 1) * step), count, share: count / paths }]));

/** Final balances; the paths that halted stand apart in another colour. */
export const terminalChart = ({ summary }: MonteCarloAnswer): Chart => {
  const { paths, start, histograms, halted } = summary;
  const rows = [...barsOf(histograms.balance, 'traded on', paths), ...barsOf(histograms.halted, 'halted', paths)];
  return chart({ id: 'terminal', title: 'Final balances', caption: `Share of paths by balance after ${summary.sessions} sessions; ${halted.count.toLocaleString('en-US')} of ${paths.toLocaleString('en-US')} halted (orange). The rule marks the start.`, rowsIn: 'the percentile table' },
    rows,
    {
      layer: [
        {
          mark: { type: 'bar', binSpacing: 0.5, opacity: 1 },
          encoding: {
            x: { field: 'low', type: 'quantitative', bin: { binned: true }, axis: { format: '$~s', title: null, grid: false, tickCount: 6 } }, x2: { field: 'high' },
            y: { field: 'share', type: 'quantitative', axis: { format: '.1%', title: null, tickCount: 4 } },
            color: { condition: { test: "datum.end === 'halted'", value: colour('loss') }, value: colour('main') },
            tooltip: [{ field: 'end' }, { field: 'low', title: 'from', format: '$,.0f' }, { field: 'high', title: 'to', format: '$,.0f' }, { field: 'count', title: 'paths' }],
          },
        },
        { data: { values: [{ start: inDollars(start) }] }, mark: { type: 'rule', color: colour('ink'), strokeDash: [4, 3] }, encoding: { x: { field: 'start', type: 'quantitative' } } },
      ],
    },
  );
};
