import type { Markup } from '../../report/index.ts';
import { html, inUnit, money, percentage, raw, verdictWord } from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { layout } from '../layout.ts';
import type { Shelved } from '../library.ts';

const chance = ({ run }: Shelved, label: string): string => {
  const found = run?.monteCarlo?.summary.probabilities.find(({ id }) => id === label);
  return found === undefined ? 'not asked' : percentage(found.value);
};

const row = (shelved: Shelved): Markup => {
  const { id, run, problem } = shelved;
  if (run === undefined) return html`<tr><td></td><th scope="row">${id}</th><td colspan="7" class="fall">${problem ?? ''}</td></tr>`;
  const { manifest, summary } = run;
  return html`<tr><td><input type="checkbox" name="run" value="${id}" aria-label="compare ${id}"></td><th scope="row"><a href="${runAddress(id)}">${id}</a></th><td>${manifest.study.name}</td><td>${manifest.grade}</td><td>${verdictWord(run)}</td><td class="line">${summary.firstDate ?? ''} to ${summary.lastDate ?? ''}</td><td class="number">${inUnit(summary.trades, 'count')}</td><td class="number">${money(summary.endingEquity - summary.startingEquity)}</td><td class="number">${chance(shelved, 'loss')}</td></tr>
`;
};

/** Every run on the shelf, to filter, open and compare. */
export const homePage = (runs: readonly Shelved[]): string => layout({
  title: 'Runs',
  body: html`<h1>Runs</h1>
${runs.length === 0
    ? html`<p>No run yet. <code>gamma backtest -c seed-bt3y-quotes -d demo</code> makes one, or start one from <a href="/plans">Plans</a>.</p>`
    : html`<p><label>Filter by name, plan, grade or verdict<input id="filter" type="search" data-filter="#runs" autocomplete="off"></label> <span id="filter-count" class="note" role="status"></span></p>
<form action="/compare" method="get"><div class="scroll" tabindex="0" role="region" aria-label="Runs"><table id="runs">
<thead><tr>${raw('<th scope="col"><span class="note">Compare</span></th>')}${['Run', 'Plan', 'Data grade', 'Verdict', 'Sessions'].map((title) => html`<th scope="col">${title}</th>`)}${['Trades', 'Result', 'Chance of loss'].map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${runs.map(row)}</tbody></table></div>
<p><button type="submit">Compare the chosen runs</button></p></form>`}`,
});
