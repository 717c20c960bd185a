import type { Chart } from '../charts/index.ts';
import { chartsOf } from '../charts/index.ts';
import type { MetricValue } from '../metrics/index.ts';
import { factsOfRun, measureAll } from '../metrics/index.ts';
import type { ReportRun } from '../run.ts';
import { gradeMeaning, verdictSentence, verdictWord, warningsOf } from '../verdict.ts';
import { aheadBody } from './ahead.ts';
import type { PageParts } from './document.ts';
import { documentOf, figure } from './document.ts';
import type { Markup } from './markup.ts';
import { html, prose } from './markup.ts';
import { decisionTables, exitTable, kellyTable, metricTables, monthTable, stressTable, worstTrades } from './record.ts';

const section = (id: string, title: string, ...body: readonly (Markup | readonly Markup[])[]): Markup => html`
<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;

const head = (run: ReportRun, metrics: readonly MetricValue[]): Markup => {
  const { manifest, summary } = run;
  const warnings = warningsOf(run, metrics);
  return html`<header>
<p class="grade">Data grade <strong>${manifest.grade}</strong> ${gradeMeaning[manifest.grade]}.</p>
<h1>${manifest.study.name}: ${verdictWord(run)}</h1>
<p class="lead">${prose(verdictSentence(run))}</p>
<p class="facts">${summary.firstDate ?? 'no session'} to ${summary.lastDate ?? ''}, ${summary.sessions} sessions, ${summary.trades} trades at traded size${summary.shadowTrades > 0 ? `, ${summary.shadowTrades} followed per contract` : ''}, dataset ${manifest.dataset.name}.</p>
${warnings.length === 0 ? '' : html`<ul class="warnings">${warnings.map((warning) => html`<li>${prose(warning)}</li>`)}</ul>`}
<nav aria-label="Sections">${run.monteCarlo === null ? '' : html`<a href="#ahead">The year ahead</a>`}<a href="#record">The record</a><a href="#numbers">Numbers</a><a href="#decisions">Decisions</a><a href="#sources">Sources</a></nav>
</header>`;
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

/** The charts of the page: months are a table there. */
export const pageCharts = (run: ReportRun): Chart[] => chartsOf(run).filter(({ id }) => id !== 'monthly');

/** The report as one HTML file that asks nothing of anyone. */
export const pageOf = (run: ReportRun, parts: PageParts): string => {
  const metrics = measureAll(factsOfRun(run));
  const charts = pageCharts(run);
  const chart = (id: string): Markup => {
    const found = charts.find((c) => c.id === id);
    return found === undefined ? html`` : figure(found, parts.pictures);
  };
  const body = html`${head(run, metrics)}
${run.monteCarlo === null ? '' : section('ahead', `The next ${run.monteCarlo.settings.sessions} sessions`, aheadBody(run.monteCarlo, parts.pictures))}
${section('record', 'The record', html`<div class="grid">${chart('equity')}${chart('drawdown')}${chart('per-contract')}<div class="wide">${monthTable(run)}</div>${chart('calendar')}${chart('return-distribution')}${chart('rolling-wins')}${chart('rolling-sharpe')}${chart('exit-reasons')}<div>${exitTable(run)}</div>${chart('entry-times')}${chart('weekdays')}${chart('regimes')}${chart('distances')}${chart('adverse')}${chart('holding')}${stressTable(run)}<div class="wide">${kellyTable(run)}</div><div class="wide">${worstTrades(run)}</div></div>`)}
${section('numbers', 'Numbers', html`<p class="note">At traded size, after all costs. Each label opens its definition; N/A is shown where the sample is too small or the number undefined.</p><div class="grid">${metricTables(metrics).map((table) => html`<div>${table}</div>`)}</div>`)}
${section('decisions', 'Decisions', html`<p class="note">${run.summary.signals} looks at the market; every one either became a trade or a pass with a reason.</p><div class="grid">${decisionTables(run).map((table) => html`<div>${table}</div>`)}</div>`)}
${section('sources', 'Sources and settings', settings(run))}
<footer>gamma-workbench ${run.manifest.code.version}. Past results, real or modelled, promise nothing.</footer>`;
  return documentOf(`${run.manifest.study.name}: ${verdictWord(run)}`, body, charts, parts);
};
