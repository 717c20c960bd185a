import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars, sessionAxis } from './chart.ts';
import { colour } from './theme.ts';

/** Running result of one contract of every trade, whether or not the account could still trade it. */
export const perContractChart = ({ trades, sessions }: ReportRun): Chart => {
  const byDate = new Map<string, number>();
  for (const { date, pnlPerContract } of trades) byDate.set(date, (byDate.get(date) ?? 0) + pnlPerContract);
  let sum = 0;
  const rows = sessions.map(({ date }) => ({ date, result: inDollars((sum += byDate.get(date) ?? 0)) }));
  return chart({ id: 'per-contract', title: 'One contract of every trade', caption: 'Running result of one contract after costs, trades after a halt included.', rowsIn: 'trades.csv of the run' }, rows, {
    layer: [
      { mark: { type: 'rule', color: colour('quiet'), strokeDash: [3, 3] }, encoding: { y: { datum: 0 } } },
      {
        mark: { type: 'line', color: colour('main'), tooltip: true },
        encoding: {
          x: sessionAxis,
          y: { field: 'result', type: 'quantitative', axis: dollarAxis },
          tooltip: [{ field: 'date', title: 'session' }, { field: 'result', format: '$,.0f' }],
        },
      },
    ],
  });
};
