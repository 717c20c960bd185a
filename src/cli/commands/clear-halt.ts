import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { switchFiles } from '../../live/index.ts';
import { haltLevel, isHalted } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import { dollars } from '../format.ts';
import { sessionNow } from '../desk/broker-view.ts';
import { chooseFolder, defaultState, recordsIn } from '../desk/folder.ts';
import { ledgerOf } from '../desk/ledger.ts';
import { operate } from '../desk/operate.ts';

interface Options {
  readonly account?: string;
  readonly state: string;
  readonly reason?: string;
}

/** `gamma clear-halt`: lets a halted account trade again from its next session, with a reason. */
export const clearHaltCommand = (): Command =>
  onRun<Options>(
    command('clear-halt', 'let a halted account trade again; the reason is kept in its journal')
      .option('--account <name>', 'account, when there are several')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--reason <text>', 'why it may')
      .addHelpText('after', `
A halt below the plan's share of the start comes back with the next loss. Ends a
flattening too. Not while a runner holds the account, nor within a session that
is under way.

Example:
  gamma clear-halt --account PAPER0001 --reason "deposit arrived"
`),
    async (io, options) => {
      if (options.reason === undefined || options.reason.trim() === '') throw new ConfigError('reason', mustBe('--reason', 'a sentence', options.reason, 'say why it may trade again'));
      const folder = chooseFolder(options.state, options.account);
      const state = ledgerOf(recordsIn(folder), folder);
      if (!state.isClosed && state.session >= sessionNow(folder, recordsIn(folder))) throw new ConfigError('session-open', mustBe(folder, 'between sessions', `${state.session} under way`, 'let the runner close it first'));
      if (!state.isHalted && state.mode !== 'halted') throw new ConfigError('not-halted', mustBe(folder, 'halted', state.mode, 'there is nothing to clear'));
      await operate({ folder, session: state.session, command: 'clear-halt', why: options.reason }, () => []);
      rmSync(join(folder, switchFiles.flatten), { force: true });
      const isPoor = isHalted(state.equity, state.risk.account);
      const share = dollars(Math.round(haltLevel(state.risk.account)));
      io.print(isPoor
        ? `cleared, but ${dollars(state.equity)} is below ${share}, the plan's share of its start: no entry is sized until cash arrives and gamma explain-cash records it`
        : 'cleared; it may trade from its next session on');
      io.result({ folder, cleared: true, isBelowShare: isPoor });
    },
  );
