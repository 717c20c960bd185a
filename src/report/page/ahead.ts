import type { Estimate, MonteCarloAnswer, Percentile } from '../../montecarlo/index.ts';
import { interval, money, percentage, ratio } from '../format.ts';
import { aheadCharts } from '../charts/index.ts';
import type { Pictures } from './document.ts';
import { figure, noPictures } from './document.ts';
import type { Markup } from './markup.ts';
import { html, prose, tableOf } from './markup.ts';

const shown = new Set([1, 5, 10, 25, 50, 75, 90, 95, 99]);

const percentileRows = ({ summary }: MonteCarloAnswer, wanted: (percent: number) => boolean) =>
  summary.balance.flatMap((balance, i) => (wanted(balance.percent)
    ? [[`P${balance.percent}`, money(balance.value), money(summary.pnl[i].value), html`<span class="quiet">${interval(balance, money)}</span>`]]
    : []));

const percentileColumns = [
  { title: 'Percentile' }, { title: 'Balance', isNumber: true }, { title: 'P/L', isNumber: true }, { title: '95% interval of balance', isNumber: true },
];

/** The headline table: balance and P/L apart, each balance with its interval. */
export const percentileTable = (answer: MonteCarloAnswer): Markup => html`
${tableOf(`After ${answer.settings.sessions} sessions, drawn as ${answer.drawn}`, percentileColumns, percentileRows(answer, (percent) => shown.has(percent)))}
<details class="more"><summary>Every percentile from 1 to 99</summary>${tableOf(`Percentiles 1 to 99, drawn as ${answer.drawn}`, percentileColumns, percentileRows(answer, () => true))}</details>`;

/** Which assumption the tables speak of, where it is not the one the verdict takes. */
const otherAssumption = ({ panel, verdict, drawn }: MonteCarloAnswer): string =>
  verdict.worst.describe === panel[0].describe ? '' : `Charts and tables draw futures as asked: ${drawn}. The verdict's numbers are those of the worst assumption, ${verdict.worst.describe}; the last table shows both. `;

export const chanceTable = ({ summary, drawn }: MonteCarloAnswer): Markup =>
  tableOf(`Chances, drawn as ${drawn}`, [{ title: 'That the account' }, { title: 'Chance', isNumber: true }, { title: '95% interval', isNumber: true }], summary.probabilities.map((p) => [
    p.label, percentage(p.value), html`<span class="quiet">${interval(p, percentage)}</span>`,
  ]));

const at = (percentiles: readonly Percentile[], percent: number): Estimate | undefined => percentiles.find((p) => p.percent === percent);

export const pathTable = ({ summary }: MonteCarloAnswer): Markup => {
  const rows: [string, readonly Percentile[], (value: number) => string][] = [
    ['Largest drawdown', summary.drawdown.cents, money],
    ['Largest drawdown, of the peak', summary.drawdown.fraction, percentage],
    ['Longest time under water, sessions', summary.underWater, (value) => value.toFixed(0)],
    ['Win rate', summary.winRate, percentage],
    ['Sortino ratio, a year', summary.sortino, ratio],
  ];
  const percents = [5, 25, 50, 75, 95];
  return tableOf('Along the paths', [{ title: '' }, ...percents.map((percent) => ({ title: `P${percent}`, isNumber: true }))],
    rows.map(([label, percentiles, text]) => [html`<span class="name">${label}</span>`, ...percents.map((percent) => text(at(percentiles, percent)?.value ?? NaN))]));
};

/** Resampling assumptions side by side; the worst decides. */
export const panelTable = ({ panel, verdict }: MonteCarloAnswer): Markup =>
  tableOf(
    'How much the resampling assumption matters',
    [{ title: 'Futures drawn as' }, ...['P5 of P/L', 'Median P/L', 'Loss', 'Halt', 'Drawdown P95'].map((title) => ({ title, isNumber: true }))],
    panel.map((row) => [
      row.describe === verdict.worst.describe ? html`<span class="name worst">${row.describe} (worst)</span>` : html`<span class="name">${row.describe}</span>`,
      money(row.pnl5.value), money(row.pnl50.value), percentage(row.loss.value), percentage(row.halt.value), percentage(row.drawdown95.value),
    ]),
  );

/** In words: what the record did among its own resamples, and where the halted ended. */
export const aheadNotes = ({ record, summary, settings, drawn, population, notable }: MonteCarloAnswer): string => {
  const parts = [
    `${settings.paths.toLocaleString('en-US')} futures of ${settings.sessions} sessions, drawn from ${population.trades} trades in ${population.sessions} sessions as ${drawn}; contracts are decided again along each path by the plan's own sizing.`,
  ];
  if (record !== null) parts.push(`The record in its own order ends above ${percentage(record.percentile)} of them.`);
  if (summary.halted.count > 0 && summary.halted.meanBalance !== null) {
    parts.push(`Paths that halt do so typically in session ${(summary.halted.medianSession ?? 0) + 1} and end at ${money(summary.halted.meanBalance)} on average.`);
  }
  parts.push(`Paths to look at with gamma mc path: ${notable.map(({ label, path }) => `${label} ${path}`).join(', ')}.`);
  parts.push('Intervals say how far a number moves with another seed, not whether the record is right about the future.');
  return parts.join(' ');
};

/** The percentile report: notes, fan, percentiles, chances, distributions, and how much the assumption matters. */
export const aheadBody = (answer: MonteCarloAnswer, pictures: Pictures = noPictures): Markup => {
  const [fan, terminal, drawdowns] = aheadCharts(answer).map((chart) => figure(chart, pictures));
  return html`<p class="note">${prose(`${otherAssumption(answer)}${aheadNotes(answer)}`)}</p>
<div class="grid">${fan}<div>${percentileTable(answer)}</div><div>${chanceTable(answer)}</div>${terminal}${drawdowns}<div class="wide">${pathTable(answer)}</div><div class="wide">${panelTable(answer)}</div></div>`;
};
