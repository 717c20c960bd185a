import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Study } from '../../backtest/index.ts';
import { presetStudy } from '../../backtest/index.ts';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { heldContracts, lockHolder, switchFiles, tradierSettings } from '../../live/index.ts';
import { command, onRun } from '../command.ts';
import { chooseFolder, defaultState, last4, recordsIn } from '../desk/folder.ts';
import { lastOpening, ledgerOf } from '../desk/ledger.ts';
import { tradeToday } from '../desk/today.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly yes?: boolean;
  readonly within: string;
  readonly root: string;
}

const heldIn = (folder: string): number => {
  const state = ledgerOf(recordsIn(folder), folder);
  return [...state.positions.values()].filter((position) => heldContracts(position) > 0).length;
};

/** Asks the running process, and waits for it. @returns positions still held */
const askRunner = async (folder: string, seconds: number): Promise<number> => {
  writeFileSync(join(folder, switchFiles.flatten), '', { mode: 0o600 });
  for (let left = seconds; left > 0; left--) {
    if (heldIn(folder) === 0 && ledgerOf(recordsIn(folder), folder).mode === 'halted') return 0;
    if ((await lockHolder(folder)) === undefined) break;
    await wait(1000);
  }
  return heldIn(folder);
};

/** No plan is followed; the account's own rules and fee schedule stay what its last session had. */
const planless = (folder: string): Study => {
  const { risk, fees } = lastOpening(recordsIn(folder)) ?? {};
  const study = presetStudy('seed-live-0110');
  return { ...study, risk: risk ?? study.risk, execution: { ...study.execution, fees: fees ?? { kind: 'none', because: 'the journal names no schedule; the broker states what it charged' } } };
};

/** Closes everything itself, at the broker, when nobody runs. Knows no plan: it needs none. */
const flattenHere = async (io: Parameters<typeof tradeToday>[0], folder: string, options: Options): Promise<number> => {
  const tradier = tradierSettings(process.env);
  if (last4(tradier.account) !== last4(folder)) throw new ConfigError('account', mustBe('GAMMA_TRADIER_ACCOUNT', `the account of ${folder}`, last4(tradier.account), 'give its own key'));
  await tradeToday(io, {
    broker: 'tradier', study: planless(folder), promoted: undefined, isFlattening: true, tradier, state: options.state, account: tradier.account,
    dailyLoss: 500, isObserving: false, root: options.root, file: undefined,
  });
  return heldIn(folder);
};

/** `gamma flatten`: cancels entries, closes every position, and ends halted. */
export const flattenCommand = (): Command =>
  onRun<Options>(
    command('flatten', 'close everything an account holds, now, and halt it')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--yes', 'do it; without it only says what it would do')
      .option('--within <seconds>', 'how long to wait for a running process', '60')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', `
A running process is asked and does it within a turn of its loop, KILL or no
KILL. When none runs, this command takes its place at the broker; the plan may
be missing or broken. Exit code 1 when something is still held. Afterwards the
account is halted: gamma clear-halt.

Example:
  gamma flatten --account PAPER0001 --yes
`),
    async (io, options) => {
      const folder = chooseFolder(options.state, options.account);
      const held = heldIn(folder);
      const holder = await lockHolder(folder);
      if (options.yes !== true) {
        io.print(`${held} positions held; ${holder === undefined ? 'no process runs' : `process ${holder} would close them`}. Add --yes to do it`);
        io.result({ folder, held, isDone: false });
        return 2;
      }
      if (holder === undefined && /\/(replay|paper)-[^/]+$/.test(folder)) {
        writeFileSync(join(folder, switchFiles.flatten), '', { mode: 0o600 });
        io.print('nobody runs this paper account: the next gamma paper on it begins by closing everything');
        io.result({ folder, held, isDone: held === 0 });
        return held === 0 ? 0 : 1;
      }
      const left = holder === undefined ? await flattenHere(io, folder, options) : await askRunner(folder, Number(options.within));
      if (left === 0 && holder === undefined) rmSync(join(folder, switchFiles.flatten), { force: true });
      io.print(left === 0 ? `flat: ${held} positions closed; the account is halted` : `${left} positions are still held`);
      io.result({ folder, held: left, isDone: left === 0 });
      return left === 0 ? 0 : 1;
    },
  );
