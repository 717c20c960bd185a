import type { ExplainedRow, Trade } from '../../backtest/index.ts';
import { clockText, pointsText } from '../../kernel/index.ts';
import type { ReportRun } from '../../report/index.ts';
import { exactMoney, figure, html, inPrint, tableOf, tradeChart } from '../../report/index.ts';
import { strikesText } from '../../strategy/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

/** A quote of the chain when the trade was opened. Points; NaN where there was none. */
export interface ChainQuote {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}

const points = (value: number): string => (Number.isFinite(value) ? pointsText(value) : '');

/** One trade from decision to end: chart, rows, and the chain it was sold into. */
export const tradePage = (id: string, run: ReportRun, trade: Trade, rows: readonly ExplainedRow[], chain: readonly ChainQuote[]): string => {
  const drawn = tradeChart(rows);
  const strikes = new Set(trade.spread.legs.map(({ strike }) => strike));
  return layout({
    title: `${id}, trade ${trade.id}`,
    charts: [drawn],
    body: html`${crumbs(['Runs', '/'], [id, runAddress(id)], [trade.date, runAddress(id, 'day', trade.date)], [`trade ${trade.id}`, runAddress(id, 'trade', String(trade.id))])}
<h1>${trade.label}, ${strikesText(trade.spread)}</h1>
<p class="grade">Data grade <strong>${run.manifest.grade}</strong></p>
<p class="answer">${exactMoney(trade.pnlPerContract)} a contract after ${exactMoney(trade.fees)} costs; ended by ${trade.reason}; ${trade.contracts} contracts (${trade.because}).</p>
${figure(drawn)}
<section>${tableOf('Row by row', [{ title: 'Time' }, ...['Index', 'Mid', 'Natural', 'Profit', 'Target', 'Stop'].map((title) => ({ title, isNumber: true })), { title: 'What happened' }],
    rows.map((row) => [clockText(row.minute), row.spot.toFixed(2), points(row.mid), points(row.natural), Number.isFinite(row.profit) ? inPrint(`${row.profit.toFixed(0)}%`) : '', points(row.target), points(row.stop), html`<span class="line">${row.event}</span>`]))}</section>
<section>${tableOf('The chain when it was sold', [{ title: 'Strike' }, ...['Call bid', 'Call ask', 'Put bid', 'Put ask'].map((title) => ({ title, isNumber: true }))],
    chain.map((q) => [strikes.has(q.strike) ? html`<strong>${q.strike}</strong>` : String(q.strike), points(q.callBid), points(q.callAsk), points(q.putBid), points(q.putAsk)]))}</section>`,
  });
};
