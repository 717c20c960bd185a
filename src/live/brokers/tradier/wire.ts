import { z } from 'zod';
import { BrokerError, isGammaError, mustBe, parseWith } from '../../../kernel/index.ts';

/** One HTTP answer, whole. */
export interface Answer {
  readonly status: number;
  /** Header by its lower-case name; undefined when absent. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

export type Body = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a mapping. */
export const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

const refused = (code: string, where: string, what: string, found: unknown, remedy: string): BrokerError =>
  new BrokerError(code, mustBe(where, what, found, remedy), code !== 'tradier-auth');

/** Parses a body as a JSON mapping; undefined when it is a web page, torn, or no mapping. */
export const jsonOf = (text: string): Body | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isBody(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The broker's refusal, `{"errors":{"error": text or list}}` or a gateway's `{"fault":...}`, in its own words. */
export const refusalOf = (body: Body): { readonly kind: 'errors' | 'fault'; readonly words: string } | undefined => {
  if (body.errors !== undefined && body.errors !== null) {
    const inner = isBody(body.errors) ? (body.errors.error ?? body.errors) : body.errors;
    const words = Array.isArray(inner) ? inner.map(String).join('; ') : typeof inner === 'string' ? inner : JSON.stringify(inner);
    return { kind: 'errors', words };
  }
  if (isBody(body.fault)) {
    const { faultstring, detail } = body.fault;
    const code = isBody(detail) && typeof detail.errorcode === 'string' ? ` (${detail.errorcode})` : '';
    return { kind: 'fault', words: `${typeof faultstring === 'string' ? faultstring : 'fault'}${code}` };
  }
  return undefined;
};

/**
 * The JSON mapping of an answer to a read.
 *
 * @throws BrokerError `tradier-auth` (401, 403), `tradier-quota` (429 or a quota fault), `tradier-fault` (5xx or a gateway
 * fault), `tradier-refused` (the broker's own errors, or another 4xx), `tradier-page` (a web page with any status),
 * `tradier-json` (torn or not a mapping), `tradier-redirect`
 * @example bodyOf({ status: 200, header: () => undefined, text: '{"orders":"null"}' }) // { orders: 'null' }
 */
export const bodyOf = (answer: Answer, where: string): Body => {
  const { status, text } = answer;
  const body = jsonOf(text);
  const refusal = body === undefined ? undefined : refusalOf(body);
  const found = refusal?.words ?? (text.trim() === '' ? `status ${status}, empty body` : text.trim());
  if (status === 401 || status === 403) throw refused('tradier-auth', where, 'open to this key', found, 'check the key and the account');
  if (status === 429 || /quota violation/i.test(refusal?.words ?? '')) throw refused('tradier-quota', where, 'within the rate limit', found, 'wait until it resets');
  if (status >= 300 && status < 400) throw refused('tradier-redirect', where, 'answered by the broker itself', `status ${status}`, 'redirects are not followed');
  if (status >= 500 || refusal?.kind === 'fault') throw refused('tradier-fault', where, 'answered', found, 'ask again later');
  if (refusal !== undefined || status >= 400) throw refused('tradier-refused', where, 'accepted by the broker', found, 'see the broker\'s words');
  if (/^\s*</.test(text)) throw refused('tradier-page', where, 'JSON', text.trim(), 'the broker answers with a web page during maintenance; ask again later');
  if (body === undefined) throw refused('tradier-json', where, 'a whole JSON mapping', found, 'ask again');
  return body;
};

const isNothing = (value: unknown): boolean => value === null || value === 'null';

/**
 * The entries of a list the broker writes in five ways: an array, one bare entry, `"null"`, JSON null, or a mapping holding any of these.
 *
 * @param outer key of the enclosing object, such as `positions`
 * @param inner key of the entries in it, such as `position`
 * @throws BrokerError `tradier-shape` when either key is absent: absence of the key is no evidence of an empty list
 * @example listOf({ positions: 'null' }, 'positions', 'position') // []
 */
export const listOf = (body: Body, outer: string, inner: string): readonly unknown[] => {
  if (!Object.hasOwn(body, outer)) throw refused('tradier-shape', outer, 'present in the answer', Object.keys(body), 'nothing can be told from this answer');
  const holder = body[outer];
  if (isNothing(holder)) return [];
  if (!isBody(holder) || !Object.hasOwn(holder, inner)) throw refused('tradier-shape', `${outer}.${inner}`, 'present in the answer', holder, 'nothing can be told from this answer');
  const entries = holder[inner];
  if (isNothing(entries)) return [];
  return Array.isArray(entries) ? entries : [entries];
};

/** The mapping at a key. @throws BrokerError `tradier-shape` */
export const partOf = (body: Body, key: string): Body => {
  const part = body[key];
  if (!isBody(part)) throw refused('tradier-shape', key, 'a mapping', part, 'nothing can be told from this answer');
  return part;
};

/** Parses one entry by its schema. @throws BrokerError `tradier-shape` that names the field */
export const shaped = <Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> => {
  try {
    return parseWith(schema, value, where);
  } catch (error) {
    if (isGammaError(error)) {
      const message = error.message.replace(/; (there is no default; add it|correct the value)$/, '; nothing can be told from this answer');
      throw new BrokerError('tradier-shape', message, true);
    }
    throw error;
  }
};

/** An id: a number or text, kept as text. */
export const idSchema = z.union([z.number(), z.string().min(1)]).transform(String);

/** A number that may be absent or null: NaN then. `"null"` counts as null; other text is refused. */
export const maybeNumber = z.union([z.number(), z.null(), z.literal('null')]).optional().transform((value) => (typeof value === 'number' ? value : Number.NaN));

/** Text that may be absent or null: undefined then. */
export const maybeText = z.string().nullish().transform((value) => (value === null || value === undefined || value === 'null' ? undefined : value));

/**
 * Epoch ms of a time stamp the broker gives as a number. 0, null or absence is NaN: it never happened.
 *
 * @throws BrokerError when the number is not epoch ms by its magnitude (seconds are refused, not guessed)
 */
export const stampOf = (value: number, where: string): number => {
  if (Number.isNaN(value) || value === 0) return Number.NaN;
  if (value < 1e12 || value >= 1e13) throw refused('tradier-shape', where, 'epoch milliseconds', value, 'another unit would move the quote in time');
  return value;
};

/** Epoch ms of `YYYY-MM-DDTHH:MM:SS.mmmZ`. @throws BrokerError for a time without its zone */
export const instantOf = (text: string, where: string): number => {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw refused('tradier-shape', where, 'a UTC time ending in Z', text, 'a time without its zone may be hours off');
  return ms;
};
