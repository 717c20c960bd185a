import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { runStudy } from '../../backtest/index.ts';
import type { Concluded, JournalRecord } from '../../live/index.ts';
import { bandPlace, colourOf, winLooks } from '../../research/index.ts';
import { openDataset, planHashOf, writeFileAtomic } from '../../store/index.ts';
import type { PromotedPlan } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import { DEMOTED_FILE } from '../desk/arming.ts';
import { readCertificate } from '../desk/certificate.ts';
import { toldTrade } from '../desk/day-lines.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { ledgerOf } from '../desk/ledger.ts';
import { dollars, percentText, table } from '../format.ts';
import { studyOf } from './live.ts';

interface Options {
  readonly certificate?: string;
  readonly account?: string;
  readonly state: string;
  readonly dataset?: string;
  readonly root: string;
}

const mean = (values: readonly number[]): number => (values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Win rate and average amounts of results a contract, cents. */
const figures = (results: readonly number[]) => ({
  winRate: results.length === 0 ? NaN : results.filter((result) => result > 0).length / results.length,
  averageWin: mean(results.filter((result) => result > 0)),
  averageLoss: -mean(results.filter((result) => result <= 0)),
});

/** Results by month, cents at traded size. */
const byMonth = (trades: readonly Concluded[]): { month: string; trades: number; pnl: number; most: number }[] => {
  const months = new Map<string, Concluded[]>();
  for (const trade of trades) {
    const month = trade.position.session.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), trade]);
  }
  return [...months].map(([month, all]) => ({ month, trades: all.length, pnl: all.reduce((sum, { pnl }) => sum + pnl, 0), most: Math.max(...all.map(({ contracts }) => contracts)) }));
};

/** The account's days in the chain store, as a backtest trades them now: by date, cents a contract beside the runner's own. */
const sameDays = async (promoted: PromotedPlan, trades: readonly Concluded[], root: string, name: string): Promise<{ date: string; runner: number; backtest: number }[]> => {
  const dataset = await openDataset(root, name);
  const study = studyOf(promoted);
  const dates = new Set(trades.map(({ position }) => position.session));
  const days = dataset.days.filter((date) => dates.has(date)).map((date) => dataset.day(date));
  const { trades: tested } = runStudy(days, { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return days.map(({ date }) => ({
    date,
    runner: sum(trades.filter(({ position }) => position.session === date).map(({ pnlPerContract }) => pnlPerContract)),
    backtest: sum(tested.filter((trade) => trade.date === date && !trade.isShadow).map(({ pnlPerContract }) => pnlPerContract)),
  }));
};

/** Sessions traded under the certificate, or under its very plan without one. */
const sessionsUnder = (records: readonly JournalRecord[], promoted: PromotedPlan): ReadonlySet<string> => {
  const planHash = planHashOf(studyOf(promoted));
  const isMine = (record: JournalRecord): boolean =>
    record.kind === 'sessionOpened' && (record.certificate === promoted.certificate.hash || (record.certificate === null && record.planHash === planHash));
  return new Set(records.filter(isMine).map(({ session }) => session));
};

const shown = (cents: number): string => (Number.isNaN(cents) ? 'n/a' : dollars(cents));

/** `gamma drift`: does what runs still look like what was validated. */
export const driftCommand = (): Command =>
  onRun<Options>(
    command('drift', 'hold an account\'s trades against the evidence of its certificate; demotes to paper on a breach')
      .requiredOption('--certificate <file>', 'what gamma promote wrote')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('-d, --dataset <name>', 'dataset with the account\'s own recorded days: each is backtested and compared')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', `
Wins are looked at after 10, 20, 30 and 40 trades, with a quarter of a percent
of false alarm spent at each (an exact binomial test). The sum of the results
is placed among 10,000 sums drawn from the evidence: below the 1st or above the
99th percentile is a breach. A breach exits with 4 and writes DEMOTED into the
account's folder; gamma live then refuses the certificate and the account (6)
until the file is removed. Only trades of sessions under this certificate count,
or of its very plan where the session had none.

Example:
  gamma drift --certificate certificate.json --account PAPER0001 --dataset recorded
`),
    async (io, options) => {
      const promoted = readCertificate(options.certificate, 'paper');
      const { body } = promoted.certificate;
      const folder = chooseFolder(options.state, options.account);
      const records = recordsIn(folder);
      const state = ledgerOf(records, folder);
      const { hash } = promoted.certificate;
      const mine = sessionsUnder(records, promoted);
      const trades = state.concluded.filter(({ position }) => mine.has(position.session));
      const live = trades.map(({ pnlPerContract }) => pnlPerContract);
      const evidence = figures(body.results);
      const looksSoFar = winLooks(live, evidence.winRate);
      const place = bandPlace(live, body.results, 1);
      const colour = looksSoFar.some(({ isAlarm }) => isAlarm) ? 'red' : colourOf(place);
      const days = options.dataset === undefined ? [] : await sameDays(promoted, trades, options.root, options.dataset);
      const months = byMonth(trades);
      const rolling = figures(live.slice(-50));
      const sizing = body.plan.risk.sizing;
      const bootstrap = sizing.policy === 'kelly-seed' ? { winRate: sizing.bootstrap.winRate, averageWin: sizing.bootstrap.averageWin * 100, averageLoss: sizing.bootstrap.averageLoss * 100 } : null;
      io.print(`${folder}: ${trades.length} trades against ${body.results.length} of the evidence: ${colour}`);
      const row = (name: string, f: { winRate: number; averageWin: number; averageLoss: number }): string[] => [name, percentText(f.winRate), shown(f.averageWin), shown(f.averageLoss)];
      io.print(`\n${table(['a contract', 'wins', 'average win', 'average loss'], [row('evidence', evidence), ...(bootstrap === null ? [] : [row('bootstrap', bootstrap)]), row('last 50 live', rolling)])}`);
      if (trades.length < 10) io.print(`\nthe first review comes after 10 trades; ${10 - trades.length} to go`);
      for (const look of looksSoFar) io.print(`after ${look.trades} trades: ${look.wins} wins; ${look.alarmAt < 0 ? 'no number would alarm' : `${look.alarmAt} or fewer alarm`}${look.isAlarm ? '  ALARM' : ''}`);
      io.print(`sum of results     ${Number.isNaN(place) ? 'n/a' : `at the ${percentText(place)} place of the evidence's band`}`);
      if (months.length > 0) io.print(`\n${table(['month', 'trades', 'P/L', 'most lots'], months.map((m) => [m.month, String(m.trades), dollars(m.pnl), String(m.most)]))}`);
      if (days.length > 0) io.print(`\n${table(['same day', 'runner', 'backtest'], days.map((d) => [d.date, dollars(d.runner), dollars(d.backtest)]))}`);
      if (state.isHalted) io.print('\nthe account is halted');
      if (colour === 'red') writeFileAtomic(join(folder, DEMOTED_FILE), `${new Date().toISOString()} drift from certificate ${hash}\n`);
      if (colour === 'red') io.print(`\nDEMOTED: ${readFileSync(join(folder, DEMOTED_FILE), 'utf8').trim()}\ngamma live refuses this certificate until you have validated and promoted anew and removed ${join(folder, DEMOTED_FILE)}`);
      const others = state.concluded.length - trades.length;
      if (others > 0) io.print(`\n${others} trades under other certificates or plans are not counted`);
      io.result({ folder, colour, trades: trades.map(toldTrade).length, evidence, bootstrap, rolling, looks: looksSoFar, place: Number.isNaN(place) ? null : place, months, days, isHalted: state.isHalted });
      return colour === 'red' ? 4 : 0;
    },
  );
