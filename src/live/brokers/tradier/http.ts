import type { Budget, RequestKind } from './budget.ts';
import { epochOf } from './budget.ts';
import type { Reply } from './outcome.ts';
import type { Redact } from './redact.ts';
import type { TradierSettings } from './settings.ts';
import type { Answer } from './wire.ts';

/** One request. `path` is below the base address; `form` makes it a POST. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly kind: RequestKind;
  /** May use what is reserved for ways out. */
  readonly isExit: boolean;
  readonly form?: URLSearchParams;
  /** Total, headers and body, ms. */
  readonly deadlineMs: number;
}

/** Sends one request once. Never throws for what the service does. */
export type Send = (ask: Ask) => Promise<Reply & { readonly waitMs: number }>;

/** Node's own fetch, or a stand-in of the same shape. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const MAX_BYTES = 16_000_000;

const textOf = async (response: Response, abort: AbortController): Promise<string> => {
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.length;
    if (bytes > MAX_BYTES) {
      abort.abort(new Error(`answer over ${MAX_BYTES} bytes`));
      throw new Error(`answer over ${MAX_BYTES} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
};

/** Failures before a byte could leave. A reset or time-out is not among them. */
const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const wasSent = (error: unknown): boolean => {
  const code = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined;
  return !(typeof code === 'string' && neverSent.has(code));
};

/** What the sender keeps of the last answer beside its body. */
export interface Heard {
  /** Epoch ms of the broker's `Date` header, moved on by the time since; NaN before the first. */
  readonly brokerNow: () => number;
  readonly send: Send;
}

interface Tools {
  readonly settings: TradierSettings;
  readonly budget: Budget;
  readonly redact: Redact;
  readonly elapsed: () => number;
  readonly fetch: Fetch;
}

const quotaExpiry = (answer: Answer): number => {
  const violation = /quota violation[^"]*?(\d{10,13})/i.exec(answer.text);
  return violation === null ? Number.NaN : epochOf(Number(violation[1]));
};

/**
 * A sender over HTTP: one deadline for headers and body, redirects off, no retry, requests counted, secrets out of every word it returns.
 */
export const httpSender = ({ settings, budget, redact, elapsed, fetch }: Tools): Heard => {
  let heardDate = Number.NaN;
  let heardAt = 0;
  const brokerNow = (): number => (Number.isNaN(heardDate) ? Number.NaN : heardDate + (elapsed() - heardAt));

  const listen = (kind: RequestKind, answer: Answer): number => {
    const date = Date.parse(answer.header('date') ?? '');
    if (!Number.isNaN(date)) {
      heardDate = date;
      heardAt = elapsed();
    }
    const now = brokerNow();
    const available = Number(answer.header('x-ratelimit-available') ?? Number.NaN);
    const quota = quotaExpiry(answer);
    const expiry = Number.isNaN(quota) ? epochOf(Number(answer.header('x-ratelimit-expiry') ?? Number.NaN)) : quota;
    const isOver = answer.status === 429 || !Number.isNaN(quota);
    if (isOver || available <= 0) budget.heard(kind, 0, expiry, now);
    return isOver && expiry > now ? Math.min(120_000, expiry - now) : 0;
  };

  const send: Send = async (ask) => {
    const wait = budget.waitMs(ask.kind, ask.isExit);
    if (wait > 0) return { kind: 'none', why: `the request budget of a minute is spent; ${Math.ceil(wait / 1000)} s to wait`, wasSent: false, waitMs: wait };
    budget.spend(ask.kind);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Error(`no answer within ${ask.deadlineMs} ms`)), ask.deadlineMs);
    try {
      const response = await fetch(`${settings.baseUrl}/${ask.path}`, {
        method: ask.method, redirect: 'manual', signal: abort.signal,
        headers: { authorization: `Bearer ${settings.token}`, accept: 'application/json' },
        ...(ask.form === undefined ? {} : { body: ask.form }),
      });
      const text = redact(await textOf(response, abort));
      const answer: Answer = { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text };
      return { kind: 'answer', answer, waitMs: listen(ask.kind, answer) };
    } catch (error) {
      return { kind: 'none', why: redact(causeOf(error)), wasSent: wasSent(error), waitMs: 0 };
    } finally {
      clearTimeout(timer);
    }
  };
  return { send, brokerNow };
};
