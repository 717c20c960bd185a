import { clockText } from '../../kernel/index.ts';
import type { ReportRun, ReportTrade } from '../../report/index.ts';
import { exactMoney, html, money, tableOf } from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

const tradeRow = (id: string, trade: ReportTrade) => [
  html`<a href="${runAddress(id, 'trade', String(trade.id))}">${clockText(trade.entryMinute)}</a>`, clockText(trade.exitMinute), html`<span class="line">${trade.legs}</span>`, trade.reason,
  exactMoney(trade.credit), exactMoney(trade.pnlPerContract), trade.isShadow ? 'followed only' : `${trade.contracts} (${trade.because})`, exactMoney(trade.pnl),
];

/** One session: its trades and every look that came to nothing. */
export const dayPage = (id: string, run: ReportRun, date: string): string | undefined => {
  const session = run.sessions.find((s) => s.date === date);
  if (session === undefined) return undefined;
  const trades = run.trades.filter((trade) => trade.date === date);
  const passes = run.passes.filter((pass) => pass.date === date);
  const month = date.slice(0, 7);
  return layout({
    title: `${id}, ${date}`,
    body: html`${crumbs(['Runs', '/'], [id, runAddress(id)], [month, runAddress(id, 'month', month)], [date, runAddress(id, 'day', date)])}
<h1>${date}</h1>
<p class="grade">Data grade <strong>${run.manifest.grade}</strong></p>
<p class="facts">Balance at the end ${money(session.equity)}, lowest ${money(session.low)}.</p>
<section>${trades.length === 0 ? html`<p>No trade.</p>` : html`<p class="note">Open one for its marks, target, stop and decisions.</p>${tableOf(
    'Trades',
    [{ title: 'In' }, { title: 'Out' }, { title: 'Legs' }, { title: 'Exit' }, ...['Credit', 'A contract', 'Contracts', 'Result'].map((title) => ({ title, isNumber: true }))],
    trades.map((trade) => tradeRow(id, trade)),
  )}`}</section>
<section>${passes.length === 0 ? html`<p>Every look became a trade.</p>` : tableOf('Looked and passed', [{ title: 'Look' }, { title: 'Why' }], passes.map(({ slot, why }) => [slot, why]))}</section>`,
  });
};
