import type { TradierFace, WebAnswer, WebRequest } from './tradier-face.ts';
import { answerTradier } from './tradier-face.ts';

/** What can go wrong between a program and the broker. */
export const lineFaultKinds = [
  'timeout', 'reset', 'error500', 'error502', 'error503', 'error504', 'page200', 'quota429', 'quotaFault', 'torn', 'empty', 'noId', 'textId', 'errors200',
  'unauthorised', 'forbiddenPage', 'keyAbsent', 'nullText', 'redirect', 'slow', 'badNumbers',
] as const;
export type LineFaultKind = (typeof lineFaultKinds)[number];

/** A fault of one request: its kind, and whether the broker got the request before things went wrong. */
export interface LineFault {
  readonly kind: LineFaultKind;
  readonly reaches: boolean;
}

/** What comes back over the line: an answer, perhaps late, or nothing. Headers by lower-case name. */
export type LineResult =
  | { readonly kind: 'answer'; readonly answer: WebAnswer; readonly headers: Readonly<Record<string, string>>; readonly delayMs: number }
  | { readonly kind: 'lost'; readonly how: 'timeout' | 'reset' };

const page = '<!DOCTYPE html><html lang="en"><head><title>Maintenance</title></head><body></body></html>';
const fault = (words: string): string => JSON.stringify({ fault: { faultstring: words, detail: { errorcode: 'steps.servicecallout.ExecutionFailed' } } });

/** Numbers as text, the way a broken feed sends them. */
const garbled = (body: string): string => body.replace(/"(bid|ask|quantity|total_cash|exec_quantity)":(-?[0-9.]+)/g, '"$1":"$2"');

const keyGone = (body: string): string => body.replace(/^\{"(orders|positions|options|quotes|balances)":/, '{"gone":');

interface Failing {
  /** What the broker answered; an empty mapping when the request never arrived. */
  readonly shown: WebAnswer;
  readonly now: number;
}

type Spoiled = Partial<WebAnswer> & { readonly headers?: Readonly<Record<string, string>>; readonly delayMs?: number };

/** How each fault that gives an answer at all spoils it. */
const spoiled: Readonly<Record<Exclude<LineFaultKind, 'timeout' | 'reset'>, (failing: Failing) => Spoiled>> = {
  error500: () => ({ status: 500, body: fault('Datastore Error') }),
  error502: () => ({ status: 502, body: page }),
  error503: () => ({ status: 503, body: page }),
  error504: () => ({ status: 504, body: page }),
  page200: () => ({ status: 200, body: page }),
  quota429: ({ now }) => ({ status: 429, body: 'Too Many Requests', headers: { 'x-ratelimit-available': '0', 'x-ratelimit-expiry': String(Math.floor(now / 1000) + 20) } }),
  quotaFault: ({ now }) => ({ status: 200, body: fault(`Quota Violation. Rate limit resets at ${now + 20_000}`) }),
  torn: ({ shown }) => ({ body: shown.body.slice(0, Math.max(1, shown.body.length >> 1)) }),
  empty: () => ({ body: '' }),
  noId: ({ shown }) => ({ body: shown.body.replace(/"id":\d+,?/, '') }),
  textId: ({ shown }) => ({ body: shown.body.replace(/"id":(\d+)/, '"id":"$1"') }),
  errors200: () => ({ status: 200, body: JSON.stringify({ errors: { error: ['Backoffice rejected override of the order.', 'DayTradingBuyingPowerExceeded'] } }) }),
  unauthorised: () => ({ status: 401, body: JSON.stringify({ fault: { faultstring: 'Invalid Access Token' } }) }),
  forbiddenPage: () => ({ status: 403, body: page }),
  keyAbsent: ({ shown }) => ({ body: keyGone(shown.body) }),
  nullText: () => ({ body: '"null"' }),
  redirect: () => ({ status: 302, body: '', headers: { location: 'https://elsewhere.invalid/' } }),
  slow: () => ({ delayMs: 9_000 }),
  badNumbers: ({ shown }) => ({ body: garbled(shown.body) }),
};

/** Answers one request over a line that may fail. A request that reaches the broker has its effect whatever becomes of the answer. */
export const overLine = (face: TradierFace, request: WebRequest, failing: LineFault | undefined, now: number): LineResult => {
  const shown = failing === undefined || failing.reaches ? answerTradier(face, request, now) : { status: 200, body: '{}' };
  if (failing?.kind === 'timeout' || failing?.kind === 'reset') return { kind: 'lost', how: failing.kind };
  const { headers, delayMs, ...over } = failing === undefined ? {} : spoiled[failing.kind]({ shown, now });
  return { kind: 'answer', answer: { ...shown, ...over }, headers: { date: new Date(now).toUTCString(), ...headers }, delayMs: delayMs ?? 40 };
};
