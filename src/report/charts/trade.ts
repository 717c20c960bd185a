import type { ExplainedRow } from '../../backtest/index.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? Number(value.toFixed(4)) : null);

/** A trade's mark between its target and stop, above the index that moved it. */
export const tradeChart = (rows: readonly ExplainedRow[]): Chart => {
  const values = rows.map((row) => ({
    minute: row.minute, spot: orNull(row.spot), mid: orNull(row.mid), natural: orNull(row.natural), target: orNull(row.target), stop: orNull(row.stop), event: row.event,
  }));
  const time = {
    field: 'minute', type: 'quantitative', scale: { zero: false },
    axis: { title: null, grid: false, tickMinStep: 1, labelExpr: "floor(datum.value/60) + ':' + (datum.value % 60 < 10 ? '0' : '') + datum.value % 60" },
  } as const;
  const line = (field: string, ink: string, dash: readonly number[]) => ({
    mark: { type: 'line', color: ink, strokeDash: dash, interpolate: 'step-after' },
    encoding: { x: time, y: { field, type: 'quantitative', scale: { zero: false }, axis: { title: 'points' } } },
  });
  const { spec, ...rest } = chart({ id: 'trade', title: 'Cost to close, and the index', caption: 'In points. Blue: the mark at mid; grey: at the far side of the quotes; dashed: the first target in blue, the first stop in orange.', rowsIn: 'the table Row by row', isWide: true }, values, {});
  const { width: _width, height: _height, autosize: _autosize, ...frame } = spec;
  return {
    ...rest,
    spec: {
      ...frame,
      vconcat: [
        {
          width: 640, height: 200, title: 'Cost to close',
          layer: [
            line('natural', colour('rule'), []), line('mid', colour('main'), []),
            ...(values.some(({ target }) => target !== null) ? [line('target', colour('main'), [4, 4])] : []),
            ...(values.some(({ stop }) => stop !== null) ? [line('stop', colour('loss'), [4, 4])] : []),
            { transform: [{ filter: "datum.event != ''" }], mark: { type: 'point', filled: true, size: 60, color: colour('loss') },
              encoding: { x: time, y: { field: 'mid', type: 'quantitative' }, tooltip: [{ field: 'event', title: 'what happened' }] } },
          ],
        },
        { width: 640, height: 120, title: 'Index', layer: [line('spot', colour('main'), [])] },
      ],
    },
  };
};
