import { execFile } from 'node:child_process';
import type { Snapshots } from '../../live/index.ts';
import { background } from './alerts.ts';
import type { Health } from './health.ts';

/** What a ping may claim: only work that was done. */
const isWell = (health: Health): boolean => health.isReconciled && health.lastRow !== null && health.at - health.lastRow < 300_000;

/** Where and how often a runner says it lives. */
export interface PingOptions {
  readonly url: string | undefined;
  readonly everyMs: number;
  readonly onFailure: (why: string) => void;
}

/**
 * Snapshots that also say, from the runner's own loop, that it lives: an HTTP ping, and the supervisor's watchdog.
 *
 * A ping goes out only when quotes came and the broker agreed in the last five minutes; `/fail` when halted. Silence, failure
 * and life are three things.
 */
export const pingingSnapshots = (inner: Snapshots, { url, everyMs, onFailure }: PingOptions): Snapshots => {
  const { send } = background(onFailure);
  let sent = -Infinity;
  let isStarted = false;
  const ping = (health: Health): void => {
    if (url === undefined || performance.now() - sent < everyMs) return;
    if (health.mode !== 'halted' && !isWell(health)) return;
    sent = performance.now();
    const suffix = health.mode === 'halted' ? '/fail' : isStarted ? '' : '/start';
    isStarted = true;
    send(`${url}${suffix}`, { method: 'GET' });
  };
  const notify = (health: Health): void => {
    if (process.env.NOTIFY_SOCKET === undefined) return;
    execFile('systemd-notify', ['READY=1', 'WATCHDOG=1', `STATUS=${health.mode}, ${health.isReconciled ? 'agrees with the broker' : 'does not agree with the broker'}`], () => undefined);
  };
  return {
    ...inner,
    write: (name, text) => {
      inner.write(name, text);
      if (name !== 'health.json') return;
      const health = JSON.parse(text) as Health;
      ping(health);
      notify(health);
    },
  };
};
