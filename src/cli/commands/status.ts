import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { AccountState, LivePosition } from '../../live/index.ts';
import { entryOf, fileSwitches, heldContracts, isFinal, lockHolder, stateOf } from '../../live/index.ts';
import { pointsText } from '../../kernel/index.ts';
import { haltLevel, isHalted, strikesText } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import { dollars, table } from '../format.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { ledgerOf } from '../desk/ledger.ts';
import type { Health } from '../desk/health.ts';
import { readHealth, silenceMs } from '../desk/health.ts';

interface Options {
  readonly state: string;
  readonly account?: string;
}

const riskOf = (positions: readonly LivePosition[]): number =>
  positions.reduce((total, position) => total + heldContracts(position) * position.decided.maxLoss, 0);

const held = (state: AccountState): LivePosition[] => [...state.positions.values()].filter((position) => heldContracts(position) > 0);

type Watched = Health['positions'][number];

const points = (value: number | null | undefined): string => (value === null || value === undefined ? 'n/a' : pointsText(value));

/** A position as one row: what was received, what it would cost now, and where the plan's target and stop act. */
const toldPosition = (position: LivePosition, seen: Watched | undefined): string[] => [
  String(position.id), strikesText(position.decided.spread), String(heldContracts(position)), points((entryOf(position)?.price ?? NaN) / 100),
  points(seen?.debit), points(seen?.target), points(seen?.stop), position.closing === undefined ? 'by the plan' : `closing: ${position.closing.reason}`,
];

/** Longest a runner may go without a word of itself; it writes one each minute. */
const SILENCE_MS = 300_000;

/** Whether a session was opened and not ended. */
const isUnderWay = (state: AccountState): boolean => state.session !== '' && !state.isClosed;

/** Whether the plan's share of the start forbids every entry, cleared or not. */
const isBelowShare = ({ equity, risk }: AccountState): boolean => isHalted(equity, risk.account);

const equityText = (state: AccountState): string => {
  const why = isBelowShare(state) ? `; no entries below ${dollars(Math.round(haltLevel(state.risk.account)))}` : '';
  return `${dollars(state.equity)}${state.isHalted ? ', halted' : ''}${why}`;
};

const isAtWork = (state: AccountState): boolean => [...state.orders.values()].some(({ session, life }) => session === state.session && !isFinal(stateOf(life)));

/** How it stands: green 0, yellow 1 (looks wrong, nothing at risk of being missed), red 2 (halted, or positions or orders nobody watches). */
const colourOf = (state: AccountState, isWatched: boolean, isReconciled: boolean): 'green' | 'yellow' | 'red' => {
  if (state.mode === 'halted' || state.isHalted || isBelowShare(state)) return 'red';
  if (!isWatched && (held(state).length > 0 || (isUnderWay(state) && isAtWork(state)))) return 'red';
  return state.mode !== 'trading' || (isUnderWay(state) && !(isWatched && isReconciled)) ? 'yellow' : 'green';
};

/** The runner and its session in words, with what to do when nobody watches. */
const runningText = (state: AccountState, holder: number | undefined, silent: number): string => {
  const who = holder === undefined ? 'no' : `process ${holder}${silent > SILENCE_MS ? `, silent for ${Math.round(silent / 60_000)} minutes` : ''}`;
  if (state.session === '') return `${who}; no session yet`;
  if (state.isClosed) return `${who}; session ${state.session} closed`;
  const remedy = holder === undefined ? ' and nobody watches it: start it again by the same line' : '';
  return `${who}; session ${state.session} under way${remedy}`;
};

const codes = { green: 0, yellow: 1, red: 2 } as const;

/** `gamma status`: reads files only, so it answers when the runner is dead. */
export const statusCommand = (): Command =>
  onRun<Options>(
    command('status', 'how a runner stands: mode, positions, limits, last look. Exit 0 green, 1 yellow, 2 red')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--account <name>', 'account, when there are several'),
    async (io, options) => {
      const folder = chooseFolder(options.state, options.account);
      const records = recordsIn(folder);
      const state = ledgerOf(records, folder);
      const health = readHealth(folder);
      const holder = await lockHolder(folder);
      const switches = fileSwitches(folder).read();
      const positions = held(state);
      const watched = (id: number): Watched | undefined => (health?.session === state.session ? health.positions.find((each) => each.id === id) : undefined);
      const silent = isUnderWay(state) ? silenceMs(folder) : 0;
      const colour = colourOf(state, holder !== undefined && silent <= SILENCE_MS, health?.isReconciled === true);
      const orders = [...state.orders.values()].filter(({ session }) => session === state.session).length;
      io.print(`${folder}: ${colour}`);
      io.print(`running            ${runningText(state, holder, silent)}`);
      io.print(`mode               ${state.mode}${state.modeWhy === '' ? '' : `: ${state.modeWhy}`}${switches.kill ? '; KILL is there' : ''}${switches.closeOnly ? '; CLOSE_ONLY is there' : ''}${switches.flatten ? '; FLATTEN is there' : ''}`);
      io.print(`equity             ${equityText(state)}`);
      io.print(`day                ${dollars(state.realised)} realised${health === undefined ? '' : `, ${dollars(Math.round(health.day * 100))} with what is open`}`);
      io.print(`trades             ${state.concluded.length} in all, ${orders} orders this session`);
      io.print(`at risk            ${dollars(riskOf(positions))} at most`);
      io.print(`journal            ${records.length} records${health === undefined ? '' : `, last look ${new Date(health.lastRow ?? health.at).toISOString()}`}`);
      if (positions.length > 0) {
        io.print(`\n${table(['position', 'strikes', 'lots', 'credit', 'debit now', 'target', 'stop', 'exit'], positions.map((p) => toldPosition(p, watched(p.id))))}`);
      }
      io.result({
        folder, colour, running: holder ?? null, session: state.session, isClosed: state.isClosed, mode: state.mode, why: state.modeWhy, equity: state.equity,
        isHalted: state.isHalted, realised: state.realised, trades: state.concluded.length, orders, risk: riskOf(positions), records: records.length,
        positions: positions.map((p) => ({ id: p.id, strikes: strikesText(p.decided.spread), contracts: heldContracts(p), credit: (entryOf(p)?.price ?? NaN) / 100, closing: p.closing?.reason ?? null, ...watched(p.id) })),
        health: health ?? null, switches, balanceFile: existsSync(join(folder, 'account_balance.json')),
      });
      return codes[colour];
    },
  );
