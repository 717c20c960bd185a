import type { Axis, Outcome, Plateau } from '../../research/index.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';

/** Objective over two axes, the best over all others, beside the plateau score of the same cells. */
export const heatMap = (axes: readonly Axis[], outcomes: readonly Outcome[], plateaus: readonly Plateau[], objective: 'profit' | string): Chart => {
  const [a, b] = axes;
  const cells = new Map<string, { x: string; y: string; objective: number; plateau: number }>();
  outcomes.forEach(({ point, figures }, i) => {
    const value = figures === null ? NaN : Number((figures as unknown as Record<string, number>)[objective]);
    if (!Number.isFinite(value)) return;
    const [x, y] = [String(point[0]), String(point[1] ?? '')];
    const known = cells.get(`${x} ${y}`);
    if (known === undefined || value > known.objective) cells.set(`${x} ${y}`, { x, y, objective: value, plateau: plateaus[i].score });
  });
  const field = (name: 'objective' | 'plateau', title: string) => ({
    title, width: 280, height: 220,
    mark: { type: 'rect', tooltip: true },
    encoding: {
      x: { field: 'x', type: 'ordinal', sort: a.values.map(String), axis: { title: a.path, labelAngle: 0 } },
      y: { field: 'y', type: 'ordinal', sort: b === undefined ? null : b.values.map(String), axis: { title: b?.path ?? null } },
      color: { field: name, type: 'quantitative', scale: { scheme: 'cividis' }, title: null },
    },
  });
  const { spec, ...rest } = chart({ id: 'heat-map', title: `${objective} by ${axes.map((axis) => axis.path).join(' and ')}`, caption: 'Left: each cell. Right: the mean of each cell and its neighbours.', rowsIn: 'trials.csv of the sweep', isWide: true }, [...cells.values()], {});
  const { width: _width, height: _height, autosize: _autosize, ...frame } = spec;
  return { ...rest, spec: { ...frame, vconcat: [{ hconcat: [field('objective', objective), field('plateau', 'its neighbourhood')], resolve: { scale: { color: 'shared' } } }] } };
};
