import type { Markup, ReportRun } from '../../report/index.ts';
import {
  chanceTable, gradeMeaning, html, monthlyResults, money, percentage, prose, tableOf, verdictSentence, verdictWord, warningsOf, factsOfRun, measureAll,
} from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

const monthName = (month: string): string => ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1];

const monthLinks = (id: string, run: ReportRun): Markup => {
  const results = monthlyResults(run);
  const years = [...new Set(results.map(({ year }) => year))];
  const cell = (year: string, month: string): Markup => {
    const found = results.find((result) => result.year === year && result.month === month);
    return found === undefined ? html`` : html`<a href="${runAddress(id, 'month', `${year}-${month}`)}" title="${money(found.pnl)}" class="${found.pnl < 0 ? 'fall' : ''}">${percentage(found.share)}</a>`;
  };
  const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
  return tableOf('Months: open one for its days', [{ title: 'Year' }, ...months.map((month) => ({ title: monthName(month), isNumber: true }))], years.map((year) => [year, ...months.map((month) => cell(year, month))]));
};

/** A run at a glance: the answer first, then where to look further. */
export const runPage = (id: string, run: ReportRun): string => {
  const { manifest, monteCarlo } = run;
  const warnings = warningsOf(run, measureAll(factsOfRun(run)));
  return layout({
    title: id,
    body: html`${crumbs(['Runs', '/'], [id, runAddress(id)])}
<p class="grade">Data grade <strong>${manifest.grade}</strong> ${gradeMeaning[manifest.grade]}.</p>
<h1>${manifest.study.name}: ${verdictWord(run)}</h1>
<p class="answer">${prose(verdictSentence(run))}</p>
${warnings.length === 0 ? '' : html`<ul class="warnings">${warnings.map((warning) => html`<li>${prose(warning)}</li>`)}</ul>`}
<nav aria-label="This run"><a href="${runAddress(id, 'report')}">Tear sheet</a><a href="${runAddress(id, 'ahead')}">The year ahead, under other assumptions</a><a href="${runAddress(id, 'promote')}">Evidence and promotion</a></nav>
<section>${monteCarlo === null ? html`<p>No Monte Carlo yet. <a href="${runAddress(id, 'ahead')}">Ask for one</a>.</p>` : chanceTable(monteCarlo)}</section>
<section>${monthLinks(id, run)}</section>`,
  });
};
