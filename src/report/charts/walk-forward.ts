import type { Drift, WalkedFold, WalkedSession } from '../../research/index.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars, sessionAxis } from './chart.ts';
import { colour } from './theme.ts';

/** Profit out of sample, session by session, each fold begun anew by what its training chose. */
export const outOfSampleChart = (walked: readonly WalkedSession[], folds: readonly WalkedFold[]): Chart => {
  let sum = 0;
  const rows = walked.map(({ date, fold, profit }) => {
    sum += profit;
    return { date, fold, profit: inDollars(sum) };
  });
  return chart({ id: 'out-of-sample', title: 'Profit out of sample', caption: 'Cumulative profit at traded size over sessions no choice had seen; rules mark where a fold begins.', rowsIn: 'the folder of the walk', isWide: true }, rows, {
    layer: [
      {
        data: { values: folds.map(({ test }) => ({ date: test.from })) },
        mark: { type: 'rule', color: colour('rule') }, encoding: { x: sessionAxis },
      },
      {
        mark: { type: 'line', color: colour('main'), tooltip: true },
        encoding: { x: sessionAxis, y: { field: 'profit', type: 'quantitative', axis: dollarAxis } },
      },
    ],
  });
};

/** The value each fold chose on each axis. */
export const driftChart = (drift: readonly Drift[]): Chart => {
  const rows = drift.flatMap(({ path, values }) => values.map((value, fold) => ({ axis: path, fold, value: value === null ? 'none' : String(value) })));
  const { spec, ...rest } = chart({ id: 'parameter-drift', title: 'What each fold chose', caption: 'A knob that keeps moving was fitted to noise.', rowsIn: 'the folder of the walk', isWide: true }, rows, {});
  const { width: _width, height: _height, autosize: _autosize, ...frame } = spec;
  const panel = ({ path }: Drift) => ({
    title: path, width: 560, height: 90,
    transform: [{ filter: `datum.axis === ${JSON.stringify(path)}` }],
    mark: { type: 'line', point: true, interpolate: 'step-after', color: colour('main') },
    encoding: { x: { field: 'fold', type: 'ordinal', axis: { labelAngle: 0 } }, y: { field: 'value', type: 'ordinal', title: null } },
  });
  return { ...rest, spec: { ...frame, vconcat: drift.map(panel), resolve: { scale: { y: 'independent' } } } };
};
