import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, inDollars } from './chart.ts';
import { colour } from './theme.ts';

/** Points drawn at most: an even sample of longer records. */
const MOST_POINTS = 1_500;

const sampled = (run: ReportRun) => {
  const every = Math.ceil(run.trades.length / MOST_POINTS);
  return run.trades.filter((_, i) => i % every === 0);
};

const outcome = { field: 'result', type: 'quantitative', axis: { format: '$,.0f', title: 'result a contract', tickCount: 5 } } as const;
const ink = { condition: { test: 'datum.result < 0', value: colour('loss') }, value: colour('main') };

/** How far a trade went against its holder before it ended as it did. */
export const adverseChart = (run: ReportRun): Chart =>
  chart({ id: 'adverse', title: 'Worst open result and end', caption: 'Each point a trade, per contract: its worst mark while open, and what it came to. Points far left of a gain were held through pain.', rowsIn: 'trades.csv of the run' },
    sampled(run).map((t) => ({ worst: inDollars(t.mae), result: inDollars(t.pnlPerContract), exit: t.reason })), {
      mark: { type: 'point', filled: true, size: 14, opacity: 0.45 },
      encoding: {
        x: { field: 'worst', type: 'quantitative', axis: { format: '$,.0f', title: 'worst while open', tickCount: 5 } }, y: outcome, color: ink,
        tooltip: [{ field: 'exit' }, { field: 'worst', format: '$,.2f' }, { field: 'result', format: '$,.2f' }],
      },
    });

/** How long trades were held and what they came to. */
export const holdingChart = (run: ReportRun): Chart =>
  chart({ id: 'holding', title: 'Time in trade and result', caption: 'Each point a trade, per contract.', rowsIn: 'trades.csv of the run' },
    sampled(run).map((t) => ({ minutes: t.minutesHeld, result: inDollars(t.pnlPerContract), exit: t.reason })), {
      mark: { type: 'point', filled: true, size: 14, opacity: 0.45 },
      encoding: {
        x: { field: 'minutes', type: 'quantitative', axis: { title: 'minutes held', tickCount: 6 } }, y: outcome, color: ink,
        tooltip: [{ field: 'exit' }, { field: 'minutes' }, { field: 'result', format: '$,.2f' }],
      },
    });
