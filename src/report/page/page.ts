import type { Chart } from '../charts/index.ts';
import { chartConfig, chartsOf } from '../charts/index.ts';
import type { MetricValue } from '../metrics/index.ts';
import { factsOfRun, measureAll } from '../metrics/index.ts';
import type { ReportRun } from '../run.ts';
import { gradeMeaning, verdictSentence, verdictWord, warningsOf } from '../verdict.ts';
import { aheadNotes, chanceTable, panelTable, pathTable, percentileTable } from './ahead.ts';
import type { Markup } from './markup.ts';
import { html, jsonMarkup, raw, scriptText } from './markup.ts';
import { decisionTables, exitTable, kellyTable, metricTables, monthTable, stressTable, worstTrades } from './record.ts';
import { styleSheet } from './style.ts';

/** What a page needs from outside: the chart libraries' text, and a hash for the content security policy. */
export interface PageParts {
  /** vega, vega-lite and vega-embed, in this order. */
  readonly libraries: readonly string[];
  /** SHA-256 of text, base64. */
  readonly sha256Base64: (text: string) => string;
}

const boot = `
const { config, charts } = JSON.parse(document.getElementById('charts').textContent);
const draw = ({ id, spec }) => vegaEmbed('#chart-' + id, spec, { actions: false, renderer: 'svg', ast: true, config, defaultStyle: false });
window.charts = Promise.all(charts.map(draw));
`;

const figure = ({ id, title, caption }: Chart, isWide = false): Markup => html`
<figure${isWide ? raw(' class="wide"') : ''}><h3>${title}</h3><p class="note">${caption}</p><div class="chart" id="chart-${id}" role="img" aria-label="${title}. ${caption}"></div></figure>`;

const section = (id: string, title: string, ...body: readonly (Markup | readonly Markup[])[]): Markup => html`
<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;

const head = (run: ReportRun, metrics: readonly MetricValue[]): Markup => {
  const { manifest, summary } = run;
  const warnings = warningsOf(run, metrics);
  return html`<header>
<p class="grade">Data grade <strong>${manifest.grade}</strong> ${gradeMeaning[manifest.grade]}.</p>
<h1>${manifest.study.name}: ${verdictWord(run)}</h1>
<p class="lead">${verdictSentence(run)}</p>
<p class="facts">${summary.firstDate ?? 'no session'} to ${summary.lastDate ?? ''}, ${summary.sessions} sessions, ${summary.trades} trades at traded size${summary.shadowTrades > 0 ? `, ${summary.shadowTrades} followed per contract` : ''}, dataset ${manifest.dataset.name}.</p>
${warnings.length === 0 ? '' : html`<ul class="warnings">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
<nav aria-label="Sections">${run.monteCarlo === null ? '' : html`<a href="#ahead">The year ahead</a>`}<a href="#record">The record</a><a href="#numbers">Numbers</a><a href="#decisions">Decisions</a><a href="#sources">Sources</a></nav>
</header>`;
};

const ahead = (run: ReportRun, chart: (id: string, isWide?: boolean) => Markup): Markup => {
  const answer = run.monteCarlo;
  if (answer === null) return html``;
  return section('ahead', `The next ${answer.settings.sessions} sessions`, html`<p class="note">${aheadNotes(answer)}</p>
<div class="grid">${chart('fan', true)}<div>${percentileTable(answer)}</div><div>${chanceTable(answer)}</div>${chart('terminal')}${chart('drawdown-distribution')}<div class="wide">${pathTable(answer)}</div><div class="wide">${panelTable(answer)}</div></div>`);
};

const settings = (run: ReportRun): Markup => {
  const { manifest, monteCarlo } = run;
  const rows: readonly [string, string][] = [
    ['Run', manifest.id],
    ['Data', `${manifest.dataset.name}, ${manifest.dataset.sessions} sessions; ${manifest.dataset.source}`],
    ['Data hash', manifest.dataset.sha256],
    ['Study hash', manifest.studyHash],
    ['Plan hash', manifest.planHash],
    ['Program', `${manifest.code.version}, ${manifest.code.commit ?? 'no commit'}, Node ${manifest.code.node}`],
    ['Program hash', manifest.code.sha256],
    ...(monteCarlo === null ? [] : [['Ensemble hash', monteCarlo.sha256], ['Random stream', String(monteCarlo.settings.seed)]] satisfies [string, string][]),
  ];
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<details class="more"><summary>The whole study</summary><pre>${JSON.stringify(manifest.study, null, 2)}</pre></details>`;
};

/**
 * The report as one HTML file that asks nothing of anyone: libraries, style and data inside.
 *
 * A content security policy admits only its own scripts, by hash, so text from a plan or a log cannot run.
 */
export const pageOf = (run: ReportRun, { libraries, sha256Base64 }: PageParts): string => {
  const metrics = measureAll(factsOfRun(run));
  const charts = chartsOf(run);
  const chart = (id: string, isWide = false): Markup => {
    const found = charts.find((c) => c.id === id);
    return found === undefined ? html`` : figure(found, isWide);
  };
  const drawn = charts.filter(({ id }) => id !== 'monthly').map(({ id, spec }) => ({ id, spec }));
  const scripts = [...libraries, boot].map(scriptText);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${scripts.map((text) => `'sha256-${sha256Base64(text)}'`).join(' ')}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${run.manifest.study.name}: ${verdictWord(run)}</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
<main>
${head(run, metrics)}
${ahead(run, chart)}
${section('record', 'The record', html`<div class="grid">${chart('equity', true)}${chart('drawdown')}${chart('per-contract')}<div class="wide">${monthTable(run)}</div>${chart('return-distribution')}${chart('entry-times')}${chart('exit-reasons')}<div>${exitTable(run)}</div>${stressTable(run)}<div class="wide">${kellyTable(run)}</div><div class="wide">${worstTrades(run)}</div></div>`)}
${section('numbers', 'Numbers', html`<p class="note">At traded size, after all costs. Each label opens its definition; N/A is shown where the sample is too small or the number undefined.</p><div class="grid">${metricTables(metrics).map((table) => html`<div>${table}</div>`)}</div>`)}
${section('decisions', 'Decisions', html`<p class="note">${run.summary.signals} looks at the market; every one either became a trade or a pass with a reason.</p><div class="grid">${decisionTables(run).map((table) => html`<div>${table}</div>`)}</div>`)}
${section('sources', 'Sources and settings', settings(run))}
<footer>gamma-workbench ${run.manifest.code.version}. Past results, real or modelled, promise nothing.</footer>
</main>
<noscript><p>Charts need scripts; every figure is also in the tables.</p></noscript>
<script type="application/json" id="charts">${jsonMarkup({ config: chartConfig, charts: drawn })}</script>
${scripts.map((text) => html`<script>${raw(text)}</script>
`)}
</body>
</html>
`.markup;
};
