import { exactMoney, interval, inUnit, NOT_AVAILABLE, shownMetric } from '../format.ts';
import type { Markup } from '../page/markup.ts';
import { html, tableOf } from '../page/markup.ts';
import type { ReportTrade } from '../run.ts';
import type { AgainstFirst, Comparison } from './compare.ts';
import type { Difference } from './paired.ts';

const MOST_TRADES = 200;

/** A difference with its interval, as text cells. */
export const differenceCells = (d: Difference): readonly string[] => [
  d.label, inUnit(d.first, d.unit), inUnit(d.second, d.unit), inUnit(d.value, d.unit),
  d.low === null || d.high === null ? NOT_AVAILABLE : interval(d, (value) => inUnit(value, d.unit)),
];

export const differenceHeads = ['', 'First', 'Second', 'Difference', '95% interval'] as const;

const told = (trade: ReportTrade | null): string => (trade === null ? 'none' : `${trade.legs}; ${trade.reason}, ${exactMoney(trade.pnlPerContract)}`);

const againstFirst = ({ names }: Comparison, other: AgainstFirst): Markup => html`
<h3>${other.name} against ${names[0]}</h3>
<p class="note">Over the ${other.sessions} sessions both have; days drawn again 2,000 times, the same days for both.</p>
${tableOf(`${other.name} less ${names[0]}`, differenceHeads.map((title, i) => ({ title, isNumber: i > 0 })), other.differences.map(differenceCells))}
<p>${other.trades.same} trades are the same; ${other.trades.onlyFirst} only ${names[0]} took, ${other.trades.onlySecond} only ${other.name}; ${other.trades.changed} came out differently.</p>
${other.trades.reasons.length === 0 ? '' : tableOf('Why trades differ', [{ title: 'Reason' }, { title: 'Times', isNumber: true }], other.trades.reasons.map(({ why, times }) => [why, times]))}
${other.trades.differences.length === 0 ? '' : html`<details class="more"><summary>Trades that differ${other.trades.differences.length > MOST_TRADES ? `, the first ${MOST_TRADES} of ${other.trades.differences.length}` : ''}</summary>${tableOf(
    'Trades that differ', [{ title: 'Session' }, { title: 'Look' }, { title: names[0] }, { title: other.name }, { title: 'Why' }],
    other.trades.differences.slice(0, MOST_TRADES).map((d) => [d.date, d.slot, told(d.first), told(d.second), d.why]))}</details>`}`;

/** The comparison as markup: cautions, metrics side by side, then each run against the first. */
export const comparisonMarkup = (comparison: Comparison): Markup => html`
<p class="grade">Data grade <strong>${[...new Set(comparison.grades)].join(', ')}</strong></p>
${comparison.cautions.length === 0 ? '' : html`<ul class="warnings">${comparison.cautions.map((caution) => html`<li>${caution}</li>`)}</ul>`}
${tableOf('Metrics side by side', [{ title: '' }, ...comparison.names.map((title) => ({ title, isNumber: true }))],
    comparison.metrics.map(({ metric, values }) => [metric.label, ...values.map(shownMetric)]))}
${comparison.others.map((other) => againstFirst(comparison, other))}`;
