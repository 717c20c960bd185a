import { drawdownsOf } from '../metrics/drawdown.ts';
import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, sessionAxis } from './chart.ts';
import { colour } from './theme.ts';

/** How far below its peak the balance ended each session. */
export const drawdownChart = ({ sessions, summary }: ReportRun): Chart => {
  const { fractions } = drawdownsOf([summary.startingEquity, ...sessions.map(({ equity }) => equity)]);
  const rows = sessions.map(({ date }, t) => ({ date, drawdown: -Number(fractions[t + 1].toFixed(5)) }));
  return chart({ id: 'drawdown', title: 'Drawdown', caption: 'Fall from the highest balance so far, as a share of it.', rowsIn: 'equity.csv of the run' }, rows, {
    mark: { type: 'area', color: colour('loss'), opacity: 0.55, line: { color: colour('loss'), strokeWidth: 1 } },
    encoding: {
      x: sessionAxis,
      y: { field: 'drawdown', type: 'quantitative', axis: { format: '.0%', title: null, tickCount: 4 } },
      tooltip: [{ field: 'date', title: 'session' }, { field: 'drawdown', title: 'drawdown', format: '.1%' }],
    },
  });
};
