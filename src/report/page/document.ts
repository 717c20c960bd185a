import type { Chart } from '../charts/index.ts';
import { chartConfig } from '../charts/index.ts';
import type { Markup } from './markup.ts';
import { html, jsonMarkup, raw, scriptText } from './markup.ts';
import { styleSheet } from './style.ts';

/** What a page needs from outside: the chart libraries' text, and a hash for the content security policy. */
export interface PageParts {
  /** vega, vega-lite and vega-embed, in this order. */
  readonly libraries: readonly string[];
  /** SHA-256 of text, base64. */
  readonly sha256Base64: (text: string) => string;
}

/**
 * Draws the charts of a page from its top, one at a time, so that it can be read and scrolled meanwhile; `window.charts`
 * settles when all are drawn. The figure around a chart names it as one image: its marks are hidden from readers.
 */
export const boot = `
const { config, charts } = JSON.parse(document.getElementById('charts').textContent);
const draw = async ({ id, spec }) => {
  await vegaEmbed('#chart-' + id, spec, { actions: false, renderer: 'svg', ast: true, config, defaultStyle: false });
  document.querySelectorAll('#chart-' + id + ' svg').forEach((svg) => svg.setAttribute('aria-hidden', 'true'));
  await new Promise((go) => setTimeout(go));
};
window.charts = charts.reduce((before, chart) => before.then(() => draw(chart)), Promise.resolve());
`;

/** A chart's place in a page. */
export const figure = ({ id, title, caption }: Chart, isWide = false): Markup => html`
<figure${isWide ? raw(' class="wide"') : ''}><h3>${title}</h3><p class="note">${caption}</p><div class="chart" id="chart-${id}" role="img" aria-label="${title}. ${caption}"></div></figure>`;

/** The specifications a page draws, as data. */
export const chartData = (charts: readonly Chart[]): Markup => html`
<script type="application/json" id="charts">${jsonMarkup({ config: chartConfig, charts: charts.map(({ id, spec }) => ({ id, spec })) })}</script>`;

/**
 * One HTML file that asks nothing of anyone: libraries, style and data inside.
 *
 * A content security policy admits only its own scripts, by hash, so text from a plan or a log cannot run.
 */
export const documentOf = (title: string, body: Markup, charts: readonly Chart[], { libraries, sha256Base64 }: PageParts): string => {
  const scripts = charts.length === 0 ? [] : [...libraries, boot].map(scriptText);
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
<noscript><p>Charts need scripts; every figure is also in the tables.</p></noscript>
${chartData(charts)}
${scripts.map((text) => html`<script>${raw(text)}</script>
`)}
</body>
</html>
`.markup;
};
