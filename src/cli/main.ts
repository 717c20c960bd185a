import { Command, CommanderError } from 'commander';
import { isGammaError, mustBe } from '../kernel/index.ts';
import { commands } from './commands/index.ts';

const fail = (argv: readonly string[], code: string, message: string): void => {
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  process.stderr.write(`gamma: ${message}\n`);
};

/** A reader that has seen enough (`| head`) is no error. */
const closedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
};

const quietly = (cmd: Command): void => {
  cmd.exitOverride().configureOutput({ outputError: () => undefined });
  cmd.commands.forEach((child) => quietly(child));
};

/** Where, what and the remedy, by the code with which a file system refuses: nothing of the program's is wrong. */
const refusals: Readonly<Record<string, readonly [where: string, need: string, remedy: string]>> = {
  ENOSPC: ['the disk', 'free for what is written', 'make room and run the command again'],
  EDQUOT: ['the disk quota', 'free for what is written', 'make room and run the command again'],
  EACCES: ['the folder', 'open to this user', 'change its permissions or choose another'],
  EROFS: ['the folder', 'writable', 'choose another'],
};

/** A refusal of the file system in words; undefined for any other error. */
const refusalText = (error: Error & { readonly code?: unknown }): string | undefined => {
  const known = refusals[String(error.code)];
  if (known === undefined) return undefined;
  const [where, need, remedy] = known;
  return mustBe(where, need, error.message, remedy);
};

/** The command that is asked for; every command where help, a version or an unknown name is. */
const asked = async (argv: readonly string[]): Promise<Command[]> => {
  if (argv[0] === '--version' || argv[0] === '-V') return [];
  const [entry] = commands.filter(({ name }) => name === argv.find((word) => !word.startsWith('-')));
  return Promise.all((entry === undefined ? commands : [entry]).map(({ load }) => load()));
};

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 done, 1 unexpected, 2 usage or config, 3 data, 4 validation failed, 5 partial, 6 refused
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  if (!process.stdout.listeners('error').includes(closedPipe)) process.stdout.on('error', closedPipe);
  const program = new Command('gamma')
    .description('Backtest, simulate and promote 0DTE SPX option spread plans.')
    .version('0.1.0')
    .enablePositionalOptions()
    .showHelpAfterError();
  for (const child of await asked(argv)) program.addCommand(child);
  quietly(program);
  process.exitCode = 0;
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code === 'commander.help') return 2;
      fail(argv, 'usage', error.message.replace(/^error: /, ''));
      return 2;
    }
    if (isGammaError(error)) {
      fail(argv, error.code, error.message);
      return error.exitCode;
    }
    const refusal = error instanceof Error ? refusalText(error) : undefined;
    if (refusal !== undefined) fail(argv, 'file-system', refusal);
    else fail(argv, 'unexpected', error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
};
