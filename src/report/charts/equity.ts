import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars, sessionAxis } from './chart.ts';
import { colour } from './theme.ts';

/** Balance at the end of each session with its high-water mark; a rule where the account halted. */
export const equityChart = ({ sessions, summary }: ReportRun): Chart => {
  let peak = summary.startingEquity;
  const rows = sessions.map(({ date, equity }) => {
    peak = Math.max(peak, equity);
    return { date, equity: inDollars(equity), peak: inDollars(peak) };
  });
  const halt = summary.halted === null ? [] : [{
    data: { values: [{ date: summary.halted.date }] },
    mark: { type: 'rule', color: colour('loss'), strokeDash: [4, 3], tooltip: 'halted' },
    encoding: { x: sessionAxis },
  }];
  return chart({ id: 'equity', title: 'Balance', caption: 'Realised balance at the end of each session; the grey line is the highest so far.', rowsIn: 'the table Months and equity.csv', isWide: true }, rows, {
    layer: [
      { mark: { type: 'line', color: colour('quiet'), strokeWidth: 1 }, encoding: { x: sessionAxis, y: { field: 'peak', type: 'quantitative', scale: { zero: false }, axis: dollarAxis } } },
      {
        mark: { type: 'line', color: colour('main'), tooltip: true },
        encoding: {
          x: sessionAxis,
          y: { field: 'equity', type: 'quantitative', scale: { zero: false }, axis: dollarAxis },
          tooltip: [{ field: 'date', title: 'session' }, { field: 'equity', title: 'balance', format: '$,.0f' }],
        },
      },
      ...halt,
    ],
  });
};
