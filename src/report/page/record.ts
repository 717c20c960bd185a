import { monthlyResults } from '../charts/monthly.ts';
import { exactMoney, interval, inUnit, money, percentage, shownMetric } from '../format.ts';
import type { MetricGroup, MetricValue } from '../metrics/index.ts';
import { KELLY_MINIMUM, kellyStakes } from '../kelly.ts';
import type { ReportRun } from '../run.ts';
import type { Markup } from './markup.ts';
import { html, tableOf } from './markup.ts';

const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', 'Year'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Year'];

/** Returns by month and year as a shaded table. */
export const monthTable = (run: ReportRun): Markup => {
  const results = monthlyResults(run);
  const largest = Math.max(1e-9, ...results.filter(({ month }) => month !== 'Year').map(({ share }) => Math.abs(share)));
  const cell = (year: string, month: string): Markup => {
    const found = results.find((result) => result.year === year && result.month === month);
    if (found === undefined) return html`<td></td>`;
    const strength = month === 'Year' || found.pnl === 0 ? 0 : Math.round(8 + 47 * Math.min(1, Math.abs(found.share) / largest));
    return html`<td class="${found.pnl < 0 ? 'fall' : 'gain'}" style="--strength:${strength}" title="${money(found.pnl)}">${percentage(found.share)}</td>`;
  };
  const years = [...new Set(results.map(({ year }) => year))];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Months"><table class="months">
<caption><span>Months</span></caption>
<thead><tr><th scope="col">Year</th>${monthNames.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${years.map((year) => html`<tr><th scope="row">${year}</th>${months.map((month) => cell(year, month))}</tr>
`)}</tbody></table></div>
<p class="note">Return on the balance at the start of each month, after all costs. Dollars on hover.</p>`;
};

const groupTitles: Readonly<Record<MetricGroup, string>> = { return: 'Return', risk: 'Risk', trades: 'Trades', costs: 'Costs' };

const metricRow = (metric: MetricValue) => [
  html`<details><summary>${metric.label}</summary><p>${metric.formula}. Over ${metric.n} ${metric.sample}; shown from ${metric.minimum}.</p></details>`,
  shownMetric(metric),
  html`<span class="quiet">${interval(metric, (value) => inUnit(value, metric.unit))}</span>`,
];

/** One table a group; each label opens its definition. */
export const metricTables = (values: readonly MetricValue[]): Markup[] =>
  (Object.keys(groupTitles) as MetricGroup[]).map((group) =>
    tableOf(groupTitles[group], [{ title: '' }, { title: 'Value', isNumber: true }, { title: '95% interval', isNumber: true }], values.filter((m) => m.group === group).map(metricRow)));

/** What each exit rule did. */
export const exitTable = ({ summary }: ReportRun): Markup =>
  tableOf(
    'Exits, per contract over all trades',
    [{ title: 'Rule' }, { title: 'Trades', isNumber: true }, { title: 'Total', isNumber: true }, { title: 'Mean', isNumber: true }],
    summary.exits.map(({ id, fired, pnl }) => [id, fired, money(pnl), fired === 0 ? '' : money(pnl / fired)]),
  );

/** Why nothing was traded, and how often each gate spoke. */
export const decisionTables = ({ summary }: ReportRun): Markup[] => [
  tableOf('Looked and passed', [{ title: 'Reason' }, { title: 'Times', isNumber: true }, { title: 'Of all looks', isNumber: true }],
    Object.entries(summary.passes).map(([why, times]) => [why, times, percentage(times / Math.max(1, summary.signals))])),
  tableOf('Gates', [{ title: 'Gate' }, ...['Asked', 'Blocked', 'Alone', 'Not evaluable'].map((title) => ({ title, isNumber: true }))],
    summary.gates.map((gate) => [gate.id, gate.evaluated, gate.blocked, gate.decidedAlone, gate.notEvaluable])),
];

/** Results in known hard stretches; nothing where the study covers none. */
export const stressTable = ({ stress }: ReportRun): Markup =>
  stress.length === 0 ? html`` : html`<div class="wide">${tableOf(
    'Hard stretches',
    [{ title: 'Stretch' }, { title: 'Sessions' }, ...['Trades', 'Result', 'A contract', 'Worst session'].map((title) => ({ title, isNumber: true }))],
    stress.map((s) => [html`<span class="name">${s.name}</span>`, html`<span class="line">${s.from} to ${s.to}</span>`, s.trades, money(s.pnl), money(s.pnlPerContract), money(s.worstSession)]),
  )}</div>`;

/** What the record itself would have staked: full, half and shrunk Kelly, and the growth each gives up. */
export const kellyTable = ({ trades }: ReportRun): Markup => {
  const stakes = kellyStakes(trades);
  if (stakes.length === 0) return html`<p class="note">Growth-optimal stakes are shown from ${KELLY_MINIMUM} trades.</p>`;
  return html`${tableOf(
    'Growth-optimal stakes, share of equity at maximum loss',
    [{ title: '' }, { title: 'Stake', isNumber: true }, { title: 'Growth a trade', isNumber: true }, { title: 'Given up', isNumber: true }],
    stakes.map(({ label, share, growth, givenUp }) => [label, percentage(share), percentage(growth), percentage(givenUp)]),
  )}<p class="note">On returns on maximum loss of every trade followed, one position at a time. Shrunk: every return lowered by the error of the mean (90%, one-sided) and one full loss added that has not been seen. Zero means no edge to stake on.</p>`;
};

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** The ten trades that hurt most, per contract. */
export const worstTrades = ({ trades }: ReportRun): Markup =>
  tableOf(
    'Ten worst trades, per contract',
    [{ title: 'Session' }, { title: 'In' }, { title: 'Out' }, { title: 'Legs' }, { title: 'Exit' }, ...['Credit', 'Result', 'Contracts'].map((title) => ({ title, isNumber: true }))],
    [...trades].sort((a, b) => a.pnlPerContract - b.pnlPerContract).slice(0, 10).map((t) => [
      html`<span class="line">${t.date}</span>`, clock(t.entryMinute), clock(t.exitMinute), html`<span class="line">${t.legs}</span>`, t.reason, exactMoney(t.credit), exactMoney(t.pnlPerContract), t.isShadow ? 'none' : t.contracts,
    ]),
  );
