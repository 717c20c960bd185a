import { histogramOf } from '../../montecarlo/index.ts';
import { factsOfRun } from '../metrics/facts.ts';
import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

/** Sessions by their result, with the normal law of the same mean and deviation over it. Idle sessions are left out. */
export const returnDistributionChart = (run: ReportRun): Chart => {
  const { returns } = factsOfRun(run);
  const traded = returns.filter((r) => r !== 0);
  const { from, step, counts } = histogramOf(traded, 50);
  const mean = traded.reduce((sum, r) => sum + r, 0) / Math.max(1, traded.length);
  const deviation = Math.sqrt(traded.reduce((sum, r) => sum + (r - mean) ** 2, 0) / Math.max(1, traded.length - 1));
  const normal = (x: number): number =>
    deviation > 0 ? (traded.length * step * Math.exp(-(((x - mean) / deviation) ** 2) / 2)) / (deviation * Math.sqrt(2 * Math.PI)) : 0;
  const rows = counts.map((sessions, i) => {
    const low = from + i * step;
    return { low: Number(low.toFixed(8)), high: Number((low + step).toFixed(8)), sessions, normal: Number(normal(low + step / 2).toFixed(3)) };
  });
  const x = { field: 'low', type: 'quantitative', axis: { format: '.1%', title: null, grid: false } } as const;
  return chart({ id: 'return-distribution', title: 'Sessions by result', caption: 'Return of each traded session; the grey line is a normal law of the same mean and deviation.', rowsIn: 'equity.csv of the run' }, rows, {
    layer: [
      {
        mark: { type: 'bar', binSpacing: 1 },
        encoding: {
          x: { ...x, bin: { binned: true, step } }, x2: { field: 'high' },
          y: { field: 'sessions', type: 'quantitative', axis: { title: null, tickCount: 4, tickMinStep: 1 } },
          color: { condition: { test: 'datum.high <= 0', value: colour('loss') }, value: colour('main') },
          tooltip: [{ field: 'low', title: 'from', format: '.2%' }, { field: 'high', title: 'to', format: '.2%' }, { field: 'sessions' }],
        },
      },
      { mark: { type: 'line', color: colour('quiet'), interpolate: 'monotone' }, encoding: { x, y: { field: 'normal', type: 'quantitative' } } },
    ],
  });
};
