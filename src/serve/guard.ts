import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** Who may ask: only this machine's names, only with the token, only from the workbench's own pages. */
export interface Gate {
  readonly token: string;
  /** Host headers that are ours, such as `127.0.0.1:4711`. Anything else is somebody's name for this address. */
  readonly hosts: readonly string[];
}

const COOKIE = 'gamma-workbench';

const isToken = (given: string | undefined, token: string): boolean => {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const refuse = (c: Context, status: 401 | 403, message: string): Response => c.json({ error: message }, status);

const pagePolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

const guardHeaders = (c: Context): void => {
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-store');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  if (c.res.headers.get('Content-Security-Policy') === null) c.header('Content-Security-Policy', pagePolicy);
};

/** A page opened with the token in its address gets a cookie in exchange, so that the token leaves the address bar. */
const exchanged = (c: Context, { token }: Gate): Response | undefined => {
  const given = c.req.query('token');
  if (given === undefined || c.req.method !== 'GET') return undefined;
  if (!isToken(given, token)) return refuse(c, 401, 'this token is not the one the server printed');
  setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
  return c.redirect(c.req.path);
};

/** Lets a request through, or says why not. */
export const guard = (gate: Gate): MiddlewareHandler => async (c, next) => {
  const host = c.req.header('host') ?? '';
  const answer = ((): Response | undefined => {
    if (!gate.hosts.includes(host)) return refuse(c, 403, `this server answers to ${gate.hosts.join(' or ')} only`);
    const site = c.req.header('sec-fetch-site');
    if (site === 'cross-site') return refuse(c, 403, 'requests from other sites are refused');
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return refuse(c, 403, 'requests from other origins are refused');
    const swapped = exchanged(c, gate);
    if (swapped !== undefined) return swapped;
    if (!isToken(getCookie(c, COOKIE), gate.token)) return refuse(c, 401, 'open the address that gamma serve printed, with its token');
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined;
    if (origin === undefined) return refuse(c, 403, 'requests from other origins are refused');
    if (c.req.header('content-type')?.startsWith('application/json') !== true) return refuse(c, 403, 'the body must be JSON');
    return undefined;
  })();
  if (answer !== undefined) c.res = answer;
  else await next();
  guardHeaders(c);
};
