import type { Chart } from '../charts/index.ts';
import { chartConfig } from '../charts/index.ts';
import { boot } from './boot.ts';
import type { Markup } from './markup.ts';
import { html, jsonMarkup, raw, scriptText } from './markup.ts';
import { styleSheet } from './style.ts';

/** What a page needs from outside: the chart libraries' text, and a hash for the content security policy. */
export interface PageParts {
  /** vega, vega-lite and vega-embed, in this order. */
  readonly libraries: readonly string[];
  /** SHA-256 of text, base64. */
  readonly sha256Base64: (text: string) => string;
  readonly pictures: Pictures;
}

/** Still pictures of charts by their id: what shows before scripts have run, and without them. */
export type Pictures = ReadonlyMap<string, string>;
export const noPictures: Pictures = new Map();

/** A chart's place in a page, and in words where its figures stand for who sees no picture. */
export const figure = ({ id, title, caption, isWide, rowsIn }: Chart, pictures: Pictures = noPictures): Markup => {
  const picture = pictures.get(id);
  return html`
<figure${isWide === true ? raw(' class="wide"') : ''}><h3>${title}</h3><p class="note">${caption}</p><div class="chart" id="chart-${id}" role="img" aria-label="${title}. ${caption} Its figures: ${rowsIn}.">${picture === undefined ? '' : html`<div class="picture" aria-hidden="true">${raw(picture)}</div>`}</div><noscript><p class="note">${picture === undefined ? 'Scripts are off, so this chart is not drawn.' : 'Scripts are off, so this picture shows nothing on hover.'} Its figures: ${rowsIn}.</p></noscript></figure>`;
};

/** The specifications a page draws, as data. */
export const chartData = (charts: readonly Chart[]): Markup => html`
<script type="application/json" id="charts">${jsonMarkup({ config: chartConfig, charts: charts.map(({ id, spec }) => ({ id, spec })) })}</script>`;

/**
 * One HTML file that asks nothing of anyone: libraries, style and data inside.
 *
 * A content security policy admits only its own scripts, by hash, so text from a plan or a log cannot run. The chart
 * libraries stand in it as plain text, which the page's own script runs once the page has been painted.
 */
export const documentOf = (title: string, body: Markup, charts: readonly Chart[], { libraries, sha256Base64 }: PageParts): string => {
  const [later, now] = charts.length === 0 ? [[], []] : [libraries.map(scriptText), [scriptText(boot)]];
  const scripts = [...later, ...now];
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${scripts.length === 0 ? "'none'" : scripts.map((text) => `'sha256-${sha256Base64(text)}'`).join(' ')}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
<main>
${body}
</main>
${chartData(charts)}
${later.map((text) => html`<script type="text/plain" class="library">${raw(text)}</script>
`)}${now.map((text) => html`<script>${raw(text)}</script>
`)}
</body>
</html>
`.markup;
};
