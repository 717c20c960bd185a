import { Command } from 'commander';
import type { Io } from './io.ts';
import { terminal } from './io.ts';

/** Exit code a command action may ask for; nothing means 0. */
export type ActionResult = number | void;

/**
 * A command with the options every command has. The action receives the Io built from them.
 *
 * Actions throw the house errors; main.ts turns those into messages and exit codes.
 */
export const command = (name: string, summary: string): Command =>
  new Command(name).description(summary).enablePositionalOptions().option('--json', 'print one JSON object on stdout; logs stay on stderr');

/** Wires an action: options and arguments in, exit code out. */
export const onRun = <Options extends object>(
  cmd: Command,
  action: (io: Io, options: Options, args: readonly string[]) => Promise<ActionResult>,
): Command =>
  cmd.action(async () => {
    const options = cmd.opts<Options & { json?: boolean }>();
    const code = await action(terminal(options.json === true), options, cmd.args);
    if (typeof code === 'number') process.exitCode = code;
  });
