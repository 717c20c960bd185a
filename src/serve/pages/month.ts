import type { ReportRun } from '../../report/index.ts';
import { chart, colour, dollarAxis, figure, html, money, tableOf } from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

/** Days of one month with their results; undefined where the run has none. */
export const monthPage = (id: string, run: ReportRun, month: string): string | undefined => {
  let before = run.summary.startingEquity;
  const days = run.sessions.flatMap(({ date, equity, trades, low }) => {
    const pnl = equity - before;
    before = equity;
    return date.startsWith(month) ? [{ date, equity, trades, low, pnl }] : [];
  });
  if (days.length === 0) return undefined;
  const results = chart({ id: 'days', title: 'Results by day', caption: 'At traded size, after all costs.', rowsIn: 'the table Days', isWide: true }, days.map(({ date, pnl }) => ({ date, dollars: pnl / 100 })), {
    height: 160,
    mark: { type: 'bar', tooltip: true },
    encoding: {
      x: { field: 'date', type: 'ordinal', axis: { title: null, labelAngle: -60, labelExpr: "slice(datum.label, 8)" } },
      y: { field: 'dollars', type: 'quantitative', axis: dollarAxis },
      color: { condition: { test: 'datum.dollars < 0', value: colour('loss') }, value: colour('main') },
    },
  });
  return layout({
    title: `${id}, ${month}`,
    charts: [results],
    body: html`${crumbs(['Runs', '/'], [id, runAddress(id)], [month, runAddress(id, 'month', month)])}
<h1>${month}</h1>
<p class="grade">Data grade <strong>${run.manifest.grade}</strong></p>
${figure(results)}
<section>${tableOf('Days', [{ title: 'Session' }, ...['Trades', 'Result', 'Balance', 'Lowest'].map((title) => ({ title, isNumber: true }))], days.map((day) => [
    html`<a class="line" href="${runAddress(id, 'day', day.date)}">${day.date}</a>`, day.trades, money(day.pnl), money(day.equity), money(day.low),
  ]))}</section>`,
  });
};
