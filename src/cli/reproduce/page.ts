import { figureText } from '../../compat/index.ts';
import type { Markup } from '../../report/index.ts';
import { html, inPageColours, raw, styleSheet, tableOf } from '../../report/index.ts';
import type { ReproduceReport } from './report.ts';
import { countsText, hasLadder, ladderCells, ladderHeader, ladderNote, rangeText, tablesOf } from './report.ts';

const ownStyle = `
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody th{min-width:9.5rem}@media (min-width:56rem){tbody th{min-width:15rem}}.number+td:not(.number),.number+th:not(.number){padding-left:1.4rem}
.status{white-space:nowrap}.contradicted{color:var(--loss);font-weight:600}.needs-data{color:var(--muted)}
.why{display:block;min-width:15rem;color:var(--muted);font-size:.85rem}@media (max-width:30rem){.why{min-width:30rem}}
.steps{padding-left:1.1rem;font-size:.9rem;max-width:46rem}.steps li{margin:.2rem 0}
figure .chart svg{width:100%;min-width:38rem;max-width:none;height:auto}
`;

const numbers = (titles: readonly string[]) => titles.map((title) => ({ title, isNumber: true }));

const ladderSection = (report: ReproduceReport, svg: string): Markup => html`
<section id="ladder" aria-labelledby="ladder-title"><h2 id="ladder-title">From the published method to an honest one</h2>
<p>${report.paragraph}</p>
<figure><div class="scroll" tabindex="0" role="region" aria-label="Chart of the ladder"><div class="chart" role="img" aria-label="A year of the account at each step">${raw(inPageColours(svg))}</div></div></figure>
<p class="note">${ladderNote}</p>
${tableOf('The ladder', [{ title: ladderHeader[0] }, ...numbers(ladderHeader.slice(1))], report.ladder.map(ladderCells))}
<ul class="steps">${report.ladder.map(({ title, change }) => html`<li><strong>${title}.</strong> ${change}</li>`)}</ul>
</section>`;

const figureTable = ({ title, lines }: ReturnType<typeof tablesOf>[number]): Markup =>
  tableOf(title, [{ title: 'Figure' }, ...numbers(['Published', 'Ours', 'Range']), { title: 'Status' }, { title: 'Why' }], lines.map(({ row, figure }) => [
    figure.label, figureText(row.published, figure.unit), figureText(row.ours, figure.unit), html`<span class="quiet">${rangeText(row, figure)}</span>`,
    html`<span class="status ${row.status}">${row.status}</span>`, html`<span class="why">${row.why}</span>`,
  ]));

/** The report as one HTML file without scripts. @param svg the ladder's chart; empty without a ladder */
export const reproducePage = (report: ReproduceReport, svg: string): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What was published, and what of it holds</title>
<style>${raw(styleSheet)}${raw(ownStyle)}</style>
</head>
<body>
<main>
<header>
<h1>What was published, and what of it holds</h1>
<p class="lead">${report.rows.length} published figures: ${countsText(report.rows)}.</p>
<p class="facts">A drawn figure is reproduced within half a percent; within-range when it lies between our seeds, or our mean lies in the range an independent re-implementation found. A statement that follows from other published figures is right or contradicted.</p>
</header>
${hasLadder(report) ? ladderSection(report, svg) : ''}
${tablesOf(report.rows).map((table, i) => html`<section aria-labelledby="table-${i}"><h2 id="table-${i}">${table.title}</h2><p class="note">${table.note}</p>${figureTable(table)}</section>
`)}
<section id="sources" aria-labelledby="sources-title"><h2 id="sources-title">Sources</h2><ul class="steps">${report.sources.map((source) => html`<li>${source}</li>`)}</ul></section>
<footer>gamma-workbench. Past results, real or modelled, promise nothing.</footer>
</main>
</body>
</html>
`.markup;
