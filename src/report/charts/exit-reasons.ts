import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars } from './chart.ts';
import { colour } from './theme.ts';

/** What each exit rule earned, per contract, over all trades. */
export const exitReasonsChart = ({ summary }: ReportRun): Chart => {
  const rows = summary.exits.filter(({ fired }) => fired > 0).map(({ id, fired, pnl }) => ({
    exit: `${id} (${fired})`, fired, total: inDollars(pnl), mean: inDollars(pnl / fired),
  }));
  return chart({ id: 'exit-reasons', title: 'Exits', caption: 'Result per contract of all trades each rule ended, with their number.', rowsIn: 'the table Exits' }, rows, {
    height: 26 * Math.max(1, rows.length),
    mark: { type: 'bar', height: 14 },
    encoding: {
      y: { field: 'exit', type: 'nominal', sort: '-x', axis: { title: null, labelLimit: 160 } },
      x: { field: 'total', type: 'quantitative', axis: { ...dollarAxis, tickCount: 5 } },
      color: { condition: { test: 'datum.total < 0', value: colour('loss') }, value: colour('main') },
      tooltip: [{ field: 'exit' }, { field: 'total', title: 'total', format: '$,.0f' }, { field: 'mean', title: 'mean a trade', format: '$,.2f' }],
    },
  });
};
