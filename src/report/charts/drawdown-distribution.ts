import type { MonteCarloAnswer } from '../../montecarlo/index.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

/** Largest drawdown of each path, as a share of the peak. */
export const drawdownDistributionChart = ({ summary }: MonteCarloAnswer): Chart => {
  const { from, step, counts } = summary.histograms.drawdown;
  const rows = counts.map((count, i) => ({
    low: Number((from + i * step).toFixed(8)), high: Number((from + (i + 1) * step).toFixed(8)), count, share: count / summary.paths,
  }));
  const p95 = summary.drawdown.fraction.find(({ percent }) => percent === 95)?.value ?? null;
  return chart({ id: 'drawdown-distribution', title: 'Largest drawdowns', caption: 'Share of paths by their largest fall from a peak; the rule marks the 95th percentile.', rowsIn: 'the table Along the paths' }, rows, {
    layer: [
      {
        mark: { type: 'bar', binSpacing: 0.5, color: colour('main') },
        encoding: {
          x: { field: 'low', type: 'quantitative', bin: { binned: true }, axis: { format: '.0%', title: null, grid: false, tickCount: 6 } }, x2: { field: 'high' },
          y: { field: 'share', type: 'quantitative', axis: { format: '.1%', title: null, tickCount: 4 } },
          tooltip: [{ field: 'low', title: 'from', format: '.1%' }, { field: 'high', title: 'to', format: '.1%' }, { field: 'count', title: 'paths' }],
        },
      },
      { data: { values: [{ p95 }] }, mark: { type: 'rule', color: colour('loss'), strokeDash: [4, 3] }, encoding: { x: { field: 'p95', type: 'quantitative' } } },
    ],
  });
};
