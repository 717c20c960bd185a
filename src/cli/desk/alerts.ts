import type { Alerts } from '../../live/index.ts';

/** Tells nobody: for replays, whose log says it all. */
export const quietAlerts: Alerts = { send: () => undefined };

const LIMIT_MS = 5000;

/** What is counted of messages that go out in the background. */
export interface Delivery {
  readonly failed: () => number;
}

/** One request that is waited for by nobody: no redirects, five seconds, failure counted. */
export const background = (onFailure: (why: string) => void) => {
  let failed = 0;
  return {
    failed: () => failed,
    send: (url: string, request: RequestInit): void => {
      fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) })
        .then((answer) => {
          if (!answer.ok) throw new Error(`status ${answer.status}`);
        })
        .catch((error: unknown) => {
          failed++;
          onFailure(error instanceof Error ? error.message : String(error));
        });
    },
  };
};

/**
 * Alerts to a webhook as JSON: `{"kind", "text", "acct"}`.
 *
 * The same text goes out once in ten minutes. A failed delivery is logged and counted, and stops nothing.
 */
export const webhookAlerts = (url: string | undefined, acct: string, onFailure: (why: string) => void): Alerts & Delivery => {
  const { send, failed } = background(onFailure);
  const told = new Map<string, number>();
  return {
    failed,
    send: (alert) => {
      const key = `${alert.kind} ${alert.text}`;
      if (url === undefined || performance.now() - (told.get(key) ?? -Infinity) < 600_000) return;
      told.set(key, performance.now());
      send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...alert, acct }) });
    },
  };
};
