import type { Chart } from '../../report/index.ts';
import { chart, colour, figure, html, inPrint, readCsv, shortName, tableOf } from '../../report/index.ts';
import { sweepAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

/** The part of a sweep's manifest that a page needs. */
export interface SweepFacts {
  readonly axes: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  readonly dataset: { readonly name: string; readonly grade: string };
  readonly config: { readonly objective?: string };
  readonly study: { readonly name: string };
}

export const sweepsPage = (ids: readonly string[]): string => layout({
  title: 'Sweeps',
  body: html`<h1>Sweeps</h1>${ids.length === 0 ? html`<p>No sweep yet. <code>gamma sweep -c sweep.yaml</code> makes one.</p>` : html`<ul>${ids.map((id) => html`<li><a href="${sweepAddress(id)}">${id}</a></li>`)}</ul>`}`,
});

type Row = Record<string, string>;

/** A map of two axes; dragging over it shows the trials inside, their spread and their best. */
const brushed = (rows: readonly Row[], [a, b]: SweepFacts['axes'], objective: string): Chart => {
  const values = rows.filter((row) => row[objective] !== '').map((row) => ({ x: row[a.path], y: b === undefined ? '' : row[b.path], value: Number(row[objective]), trial: Number(row.trial) }));
  const axis = (field: 'x' | 'y', title: string | null, sort: readonly string[] | null) => ({ field, type: 'ordinal', sort, axis: { title, labelAngle: 0 } }) as const;
  const x = axis('x', shortName(a.path), a.values.map(String));
  const y = axis('y', b === undefined ? null : shortName(b.path), b === undefined ? null : b.values.map(String));
  const { spec, ...rest } = chart({ id: 'sweep', title: `${objective} by ${[a, b].flatMap((x) => (x === undefined ? [] : [shortName(x.path)])).join(' and ')}`, caption: 'Each cell is the median over all other axes. Drag over cells to see the trials inside; double-click to clear.', rowsIn: 'the table of trials and trials.csv', isWide: true }, values, {});
  const { width: _width, height: _height, autosize: _autosize, ...frame } = spec;
  return {
    ...rest,
    spec: {
      ...frame,
      vconcat: [
        {
          width: 520, height: Math.max(60, 34 * (b?.values.length ?? 1)),
          params: [{ name: 'brush', select: { type: 'interval', encodings: ['x', 'y'] } }],
          mark: { type: 'rect' },
          encoding: {
            x, y,
            color: { aggregate: 'median', field: 'value', type: 'quantitative', scale: { scheme: 'cividis' }, title: objective },
            opacity: { condition: { param: 'brush', value: 1 }, value: 0.35 },
            tooltip: [{ field: 'x', title: a.path }, { field: 'y', title: b?.path ?? '' }, { aggregate: 'median', field: 'value', title: `median ${objective}` }, { aggregate: 'count', title: 'trials' }],
          },
        },
        {
          width: 520, height: 110, title: 'Trials inside the brush',
          transform: [{ filter: { param: 'brush' } }],
          mark: { type: 'bar', color: colour('main') },
          encoding: { x: { field: 'value', bin: { maxbins: 40 }, type: 'quantitative', axis: { title: objective } }, y: { aggregate: 'count', type: 'quantitative', axis: { title: 'trials', tickMinStep: 1 } } },
        },
      ],
    },
  };
};

const SHOWN = 50;

/** Values of knobs and numbers of trials as they are; figures at two digits. */
const cellOf = (row: Row, column: string, knobs: ReadonlySet<string>): string => {
  const text = row[column] ?? '';
  if (column === 'feasible') return text === '1' ? 'yes' : 'no';
  return column === 'trial' || knobs.has(column) || text === '' || !Number.isFinite(Number(text)) ? text : inPrint(Number(text).toFixed(2));
};

/** A sweep: its map to brush, and its trials by plateau, not by peak. */
export const sweepPage = (id: string, facts: SweepFacts, trials: string): string => {
  const rows = readCsv(trials);
  const objective = facts.config.objective ?? 'profit';
  const map = brushed(rows, facts.axes, Object.hasOwn(rows[0] ?? {}, objective) ? objective : 'profit');
  const best = [...rows].sort((x, y) => Number(y.plateau) - Number(x.plateau)).slice(0, SHOWN);
  const columns = ['trial', ...facts.axes.map(({ path }) => path), map.title.split(' ')[0], 'plateau', 'feasible'];
  const knobs = new Set(facts.axes.map(({ path }) => path));
  return layout({
    title: id,
    charts: [map],
    body: html`${crumbs(['Sweeps', '/sweeps'], [id, sweepAddress(id)])}
<p class="grade">Data grade <strong>${facts.dataset.grade}</strong></p>
<h1>${facts.study.name}: ${rows.length} configurations on ${facts.dataset.name}</h1>
<p class="note">Every one is in the dataset's ledger. The best of many is partly luck: <code>gamma validate</code> says how much.</p>
${figure(map)}
<section>${tableOf(`The ${best.length} with the best neighbourhoods`, columns.map((column) => ({ title: shortName(column), isNumber: column !== 'feasible' })), best.map((row) => columns.map((column) => cellOf(row, column, knobs))))}</section>`,
  });
};
