import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The program as a user starts it. */
export const program = resolve(import.meta.dirname, '../../bin/gamma.js');

/** A program under way: its process, what it said, and its exit code once it has ended (null after a signal). */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** Starts the built program beside the test. */
export const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Running => {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  return { child, ended: new Promise((done) => child.on('close', (code) => done({ code, ...said }))) };
};

/** Waits until a condition holds. @throws when it has not after a minute */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 60_000) throw new Error('waited a minute in vain');
    await new Promise((next) => setTimeout(next, 20));
  }
};
