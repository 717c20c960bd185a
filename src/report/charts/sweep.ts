import type { Axis, Figures, Outcome } from '../../research/index.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

/** Lines of the parallel coordinates at most: more cannot be told apart. */
const MOST_LINES = 400;

const figureOf = ({ figures }: Outcome, name: keyof Figures): number => (figures === null ? NaN : figures[name]);

/** The last steps of a path that name it on a chart. */
export const shortName = (path: string): string => path.split('.').slice(-2).join('.');

/** Place of a value on its axis, 0 to 1. */
const placeOf = ({ values }: Axis, value: Axis['values'][number]): number =>
  values.length < 2 ? 0.5 : values.indexOf(value) / (values.length - 1);

/**
 * Each configuration as a line across its knobs and what it came to; the darkest came to most.
 *
 * Above 400 configurations the best 200 and as many spread evenly over the rest are drawn.
 */
export const parallelCoordinates = (axes: readonly Axis[], outcomes: readonly Outcome[], objective: keyof Figures): Chart => {
  const ranked = outcomes
    .map((outcome, trial) => ({ trial, point: outcome.point, value: figureOf(outcome, objective) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value || a.trial - b.trial);
  const best = ranked.slice(0, MOST_LINES / 2);
  const others = ranked.slice(MOST_LINES / 2);
  const step = Math.max(1, Math.ceil(others.length / (MOST_LINES / 2)));
  const drawn = [...best, ...others.filter((_, i) => i % step === 0)];
  const [most, least] = [ranked.at(0)?.value ?? 0, ranked.at(-1)?.value ?? 0];
  const names = axes.map(({ path }) => shortName(path));
  const rows = drawn.flatMap(({ trial, point, value }) => [
    ...axes.map((axis, i) => ({ trial, knob: names[i], place: placeOf(axis, point[i]), shown: String(point[i]), objective: value })),
    { trial, knob: objective, place: most === least ? 0.5 : (value - least) / (most - least), shown: value.toFixed(2), objective: value },
  ]);
  return chart({ id: 'parallel-coordinates', title: `${objective} across all knobs`, caption: 'One line a configuration, low values at the bottom; where good lines part, the knob does not matter.', rowsIn: 'trials.csv of the sweep', isWide: true }, rows, {
    height: 280,
    mark: { type: 'line', strokeWidth: 1, opacity: 0.35, tooltip: true },
    encoding: {
      x: { field: 'knob', type: 'nominal', sort: [...names, objective], axis: { title: null, labelAngle: 0, labelLimit: 175, grid: true } },
      y: { field: 'place', type: 'quantitative', axis: { title: null, labels: false, ticks: false, grid: false } },
      detail: { field: 'trial' },
      color: { field: 'objective', type: 'quantitative', scale: { scheme: 'cividis', reverse: true }, title: null },
      tooltip: [{ field: 'trial' }, { field: 'knob' }, { field: 'shown', title: 'value' }, { field: 'objective', title: objective, format: '.2f' }],
    },
  });
};

/** Mean objective at each value of one knob, over every configuration that has it. */
export const marginalEffects = (axes: readonly Axis[], outcomes: readonly Outcome[], objective: keyof Figures): Chart => {
  const rows = axes.flatMap((axis, i) =>
    axis.values.flatMap((value) => {
      const found = outcomes.filter(({ point }) => point[i] === value).map((outcome) => figureOf(outcome, objective)).filter(Number.isFinite);
      if (found.length === 0) return [];
      return [{
        axis: axis.path, value: String(value), configurations: found.length,
        mean: found.reduce((sum, x) => sum + x, 0) / found.length, low: Math.min(...found), high: Math.max(...found),
      }];
    }));
  const { spec, ...rest } = chart({ id: 'marginal-effects', title: `${objective} by each knob alone`, caption: 'Line: the mean over all other knobs. Band: the least and the most.', rowsIn: 'trials.csv of the sweep', isWide: true }, rows, {});
  const { width: _width, height: _height, autosize: _autosize, ...frame } = spec;
  const panel = ({ path, values }: Axis) => {
    const x = { field: 'value', type: 'ordinal', sort: values.map(String), axis: { title: path, labelAngle: 0, labelOverlap: true } } as const;
    return {
      width: 560, height: 120,
      transform: [{ filter: `datum.axis === ${JSON.stringify(path)}` }],
      layer: [
        { mark: { type: 'area', color: colour('band'), opacity: 0.15 }, encoding: { x, y: { field: 'low', type: 'quantitative', title: objective }, y2: { field: 'high' } } },
        { mark: { type: 'line', point: true, color: colour('main'), tooltip: true }, encoding: { x, y: { field: 'mean', type: 'quantitative', scale: { zero: false } } } },
      ],
    };
  };
  return { ...rest, spec: { ...frame, vconcat: axes.map(panel) } };
};
