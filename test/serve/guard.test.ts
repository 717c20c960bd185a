import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appOf } from '../../src/serve/index.ts';
import { openShelf } from '../support/shelf.ts';

const HOST = '127.0.0.1:4711';
const token = 'a-token-of-some-length';
const cookie = `gamma-workbench=${token}`;

let shelf: Awaited<ReturnType<typeof openShelf>>;
let app: ReturnType<typeof appOf>['app'];
let jobs: ReturnType<typeof appOf>['jobs'];
beforeAll(async () => {
  shelf = await openShelf();
  ({ app, jobs } = appOf({ runs: shelf.runs, datasets: shelf.datasets, gate: { token, hosts: [HOST] }, schema: {}, backtest: ({ timerange }) => () => Promise.resolve(`asked for ${timerange}`) }));
}, 120_000);
afterAll(async () => {
  await jobs.close();
  shelf.dispose();
});

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers: { host: HOST, cookie, ...headers } });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { host: HOST, cookie, origin: `http://${HOST}`, 'content-type': 'application/json', ...headers } });

describe('gamma serve', () => {
  it('answers only to its own name, so that no other site can pose as this machine', async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(403);
    expect((await get('/')).status).toBe(200);
  });
  it('refuses a missing or wrong token, and swaps the right one for a cookie that scripts cannot read', async () => {
    expect((await app.request('/', { headers: { host: HOST } })).status).toBe(401);
    expect((await get('/', { cookie: 'gamma-workbench=wrong' })).status).toBe(401);
    expect((await app.request('/?token=wrong', { headers: { host: HOST } })).status).toBe(401);
    const swapped = await app.request(`/?token=${token}`, { headers: { host: HOST } });
    expect(swapped.status).toBe(302);
    expect(swapped.headers.get('location')).toBe('/');
    expect(swapped.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);
  });
  it('refuses what other sites send: origins, fetches, forms', async () => {
    expect((await post('/plans/check', { study: '' }, { origin: 'http://evil.example' })).status).toBe(403);
    for (const origin of ['http://evil.example', 'null']) {
      expect((await get('/', { origin })).status).toBe(403);
      const swap = await app.request(`/?token=${token}`, { headers: { host: HOST, origin } });
      expect([swap.status, swap.headers.get('set-cookie')]).toEqual([403, null]);
    }
    expect((await get('/', { origin: `http://${HOST}` })).status).toBe(200);
    expect((await app.request('/plans/check', { method: 'POST', headers: { host: HOST, cookie, 'content-type': 'application/json' }, body: '{}' })).status).toBe(403);
    expect((await post('/plans/check', 'study=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(403);
    expect((await get('/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
  it('reads no body beyond its limit', async () => {
    expect((await post('/plans/check', { study: 'x'.repeat(300_000) })).status).toBe(413);
  });
  it('opens a run of any name by the address it lists, and the run\'s own links too', async () => {
    const name = '100% #1? a&b="c" d+e déjà 期权 %2e%2e';
    cpSync(join(shelf.runs, 'near-stop'), join(shelf.runs, name), { recursive: true });
    const addresses = async (path: string): Promise<string[]> => [...(await (await get(path)).text()).matchAll(/(?:href|data-job)="(\/run\/[^"]*)"/g)].map(([, address]) => address);
    const [listed] = (await addresses('/')).filter((address) => decodeURIComponent(address) === `/run/${name}`);
    const pages = [...new Set([listed, ...await addresses(listed), ...await addresses(`${listed}/ahead`)])];
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) expect([page, (await get(page)).status]).toEqual([page, 200]);
    const asked = await post(`${listed}/ahead`, { method: 'days', block: 'auto', paths: '100', sessions: '5', seed: '1', extraStops: '0', gap: '0', gapPoints: '15' });
    expect(asked.status).toBe(200);
    rmSync(join(shelf.runs, name), { recursive: true });
  });
  it.each(['/run/..%2f..%2fetc', '/run/%2e%2e%2f', '/run/%2e%2e%2fnear-stop', '/run/near-stop%2f..%2ffar-stop', '/sweep/%2e%2e%2f', '/run/%', '/run/%ff', '/run/%252e%252e', '/sweep/..%2fnear-stop', '/assets/..%2fpackage.json', '/plans/..%2f..%2fx', '/run/near-stop%00', '/run/near-stop/day/..%2f..'])('finds nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
  it('forbids framing, sniffing and storing on every page', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-eval');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
  it('explains a bad plan in the words of the program, and starts nothing', async () => {
    const answer = await post('/plans/backtest', { study: 'extends: seed-bt3y-quotes\nnmae: x', dataset: 'small' });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toMatch(/nmae/);
    expect((await post('/plans/backtest', { study: 'extends: seed-bt3y-quotes', dataset: '../x' })).status).toBe(400);
    for (const body of ['{', 'null', '[]', '"x"', '7', '']) for (const path of ['/plans/check', '/plans/backtest', '/run/near-stop/ahead']) expect([body, path, (await post(path, body)).status]).toEqual([body, path, 400]);
  });
  it('names the field of a Monte Carlo question that cannot be', async () => {
    const fields = { method: 'days', block: 'auto', paths: '400', sessions: '60', seed: '1', extraStops: '0', gap: '0', gapPoints: '15' };
    for (const [name, value] of [['paths', 'many'], ['sessions', '0'], ['method', 'dyas'], ['block', '-1'], ['gap', '250']] as const) {
      const answer = await post('/run/near-stop/ahead', { ...fields, [name]: value });
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).toMatch(/must be/);
    }
  });
  it('lists runs with their grade, and says what is wrong with a broken one', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('near-stop');
    expect(page).toContain('synthetic');
  });
});
