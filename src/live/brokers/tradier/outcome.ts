import { z } from 'zod';
import { centsFromDollars } from '../../../kernel/index.ts';
import type { CancelOutcome, Order, SubmitOutcome } from '../../ports.ts';
import type { Answer, Body } from './wire.ts';
import { idSchema, isBody, jsonOf, refusalOf } from './wire.ts';

/** An answer, or why there is none. `wasSent` is false only when the request surely never left. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'none'; readonly why: string; readonly wasSent: boolean };

const clip = (text: string): string => (text.length > 300 ? `${text.slice(0, 297)}...` : text);

/** The broker's own refusal in a parsed body, wherever it puts it; undefined when it says none. */
const noOf = (body: Body): string | undefined => {
  const refusal = refusalOf(body);
  if (refusal?.kind === 'errors') return refusal.words;
  const { order } = body;
  if (isBody(order) && (order.result === false || (order.errors !== undefined && order.errors !== null))) {
    return typeof order.errors === 'string' ? order.errors : JSON.stringify(order.errors ?? order);
  }
  return undefined;
};

const idOf = (body: Body): string | undefined => {
  const parsed = isBody(body.order) ? idSchema.safeParse(body.order.id) : undefined;
  return parsed?.success === true && parsed.data !== '0' ? parsed.data : undefined;
};

/**
 * What became of a placed order, from the one answer to its one request.
 *
 * Only the broker's own words in a body that parses make a refusal. Everything else after the request was sent is `unknown`:
 * time-out, reset, 408, 429, 5xx, redirect, web page, torn body, success without an id, and a refusal by the gateway.
 */
export const submitOutcome = (reply: Reply): SubmitOutcome => {
  if (reply.kind === 'none') return reply.wasSent ? { kind: 'unknown', why: reply.why } : { kind: 'denied', reason: reply.why };
  const { status, text } = reply.answer;
  const body = jsonOf(text);
  const unknown = (why: string): SubmitOutcome => ({ kind: 'unknown', why: clip(`${why}, status ${status}: ${text.trim()}`) });
  if (body === undefined) return unknown('no JSON');
  if (status >= 500 || status === 429 || status === 408 || (status >= 300 && status < 400)) return unknown('not a verdict');
  const no = noOf(body);
  if (no !== undefined) return { kind: 'rejected', reason: no };
  const refusal = refusalOf(body);
  if (refusal !== undefined) {
    const isAuth = status === 401 || status === 403;
    return isAuth ? { kind: 'rejected', reason: refusal.words } : unknown('a fault');
  }
  if (status >= 400) return unknown('not a verdict');
  const brokerId = idOf(body);
  return brokerId === undefined ? unknown('no order id') : { kind: 'acknowledged', brokerId };
};

/** What became of a cancel. "Already finalized" is `final`; only the order list says how it ended. */
export const cancelOutcome = (reply: Reply): CancelOutcome => {
  if (reply.kind === 'none') return { kind: 'unknown', why: reply.why };
  const { status, text } = reply.answer;
  const body = jsonOf(text);
  const no = body === undefined ? undefined : noOf(body);
  if (body !== undefined && status < 300 && no === undefined && refusalOf(body) === undefined) return { kind: 'requested' };
  if (status < 500 && /final|already|filled|expired|cancel/i.test(no ?? '')) return { kind: 'final' };
  return { kind: 'unknown', why: clip(`status ${status}: ${no ?? text.trim()}`) };
};

const money = z.number().transform(centsFromDollars);
const previewSchema = z.object({ status: z.string(), result: z.boolean(), commission: money, fees: money, quantity: z.number().optional() });

/** What a preview says of an order. Cents. */
export type PreviewOutcome =
  | { readonly kind: 'accepted'; readonly commission: number; readonly fees: number }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nothing was placed, and nothing is known. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Reads a preview, and refuses one that would trade another quantity than asked. */
export const previewOutcome = (reply: Reply, order: Pick<Order, 'legs' | 'contracts'>): PreviewOutcome => {
  if (reply.kind === 'none') return { kind: 'unknown', why: reply.why };
  const { status, text } = reply.answer;
  const body = jsonOf(text);
  const no = body === undefined || status >= 500 || status === 429 ? undefined : noOf(body);
  if (no !== undefined) return { kind: 'rejected', reason: no };
  const parsed = previewSchema.safeParse(body?.order);
  if (!parsed.success || status >= 300) return { kind: 'unknown', why: clip(`no preview, status ${status}: ${text.trim()}`) };
  const { result, quantity } = parsed.data;
  if (!result) return { kind: 'rejected', reason: clip(text.trim()) };
  const sum = order.legs.reduce((total, leg) => total + leg.ratio, 0) * order.contracts;
  if (quantity !== undefined && quantity !== sum && quantity !== order.contracts) {
    return { kind: 'rejected', reason: `the preview trades ${quantity} where ${order.contracts} packages were asked` };
  }
  return { kind: 'accepted', commission: parsed.data.commission, fees: parsed.data.fees };
};
