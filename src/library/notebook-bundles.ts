import type { DataFrame } from 'danfojs-node';
import type { ChartSpec } from '../report/index.ts';
import { html } from '../report/index.ts';
import { chartSvg } from '../store/index.ts';

/** A chart in the forms a notebook may show: the picture, its Vega-Lite specification, its title. Keys are MIME types. */
export interface ChartBundle {
  readonly 'image/svg+xml': string;
  readonly 'application/vnd.vegalite.v6+json': ChartSpec;
  readonly 'text/plain': string;
}

/**
 * A Vega-Lite specification drawn for a notebook: equal rows give equal bytes.
 *
 * @param title said where a picture cannot be
 * @example await Deno.jupyter.display(await chartBundle(spec, 'equity'), { raw: true })
 */
export const chartBundle = async (spec: ChartSpec, title: string): Promise<ChartBundle> => ({
  'image/svg+xml': await chartSvg(spec), 'application/vnd.vegalite.v6+json': spec, 'text/plain': title,
});

/** A table in the forms a notebook may show. Keys are MIME types. */
export interface TableBundle {
  readonly 'text/html': string;
  readonly 'text/plain': string;
}

/** Numbers to two places at most; words as they are. */
const cellText = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value));

/**
 * A DataFrame as a table for a notebook, numbers rounded to two places. Every cell is text: markup in it stays text.
 *
 * @example await Deno.jupyter.display(tableBundle(await frame([{ reason: 'stopLoss', trades: 12 }])), { raw: true })
 */
export const tableBundle = (table: DataFrame): TableBundle => {
  const names = table.columns;
  const rows = (table.values as readonly (readonly unknown[])[]).map((row) => row.map(cellText));
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string => cells.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd();
  return {
    'text/html': html`<table><thead><tr>${names.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`.markup,
    'text/plain': [names, ...rows].map(line).join('\n'),
  };
};
