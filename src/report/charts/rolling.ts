import { momentsOf } from '../metrics/statistics.ts';
import type { ReportRun } from '../run.ts';
import { factsOfRun } from '../metrics/facts.ts';
import type { Chart } from './chart.ts';
import { chart, sessionAxis } from './chart.ts';
import { colour } from './theme.ts';

/** Sessions and trades a rolling figure looks back on. */
const SESSIONS = 63;
const TRADES = 50;

/** Sharpe ratio of the last quarter, session by session. */
export const rollingSharpeChart = (run: ReportRun): Chart => {
  const { returns } = factsOfRun(run);
  const rows = run.sessions.slice(SESSIONS - 1).flatMap(({ date }, i) => {
    const { mean, deviation } = momentsOf(returns.slice(i, i + SESSIONS));
    return mean === null || deviation === null || deviation === 0 ? [] : [{ date, sharpe: Number(((mean / deviation) * Math.sqrt(252)).toFixed(3)) }];
  });
  return chart({ id: 'rolling-sharpe', title: 'Rolling Sharpe ratio', caption: `Over the last ${SESSIONS} sessions, a year's scale; its standard error is about 2, so most of what it shows is chance.`, rowsIn: 'equity.csv of the run', isWide: true }, rows, {
    layer: [
      { mark: { type: 'rule', color: colour('quiet'), strokeDash: [3, 3] }, encoding: { y: { datum: 0 } } },
      { mark: { type: 'line', color: colour('main'), tooltip: true }, encoding: { x: sessionAxis, y: { field: 'sharpe', type: 'quantitative', axis: { title: null, tickCount: 5 } } } },
    ],
  });
};

/** Share of winners among the last trades followed. */
export const rollingWinsChart = ({ trades }: ReportRun): Chart => {
  const results = trades.map(({ pnlPerContract }) => (pnlPerContract > 0 ? 1 : 0));
  let wins = 0;
  const byDate = new Map<string, number>();
  results.forEach((win, i) => {
    wins += win - (i >= TRADES ? results[i - TRADES] : 0);
    if (i >= TRADES - 1) byDate.set(trades[i].date, wins / TRADES);
  });
  return chart({ id: 'rolling-wins', title: 'Rolling win rate', caption: `Of the last ${TRADES} trades, per contract.`, rowsIn: 'trades.csv of the run' }, [...byDate].map(([date, share]) => ({ date, share })), {
    mark: { type: 'line', color: colour('main'), tooltip: true },
    encoding: { x: sessionAxis, y: { field: 'share', type: 'quantitative', scale: { domain: [0, 1] }, axis: { format: '.0%', title: null, tickCount: 5 } } },
  });
};
