import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signText } from '../../src/cli/desk/keys.ts';
import { openVenue, tapeOf } from '../../src/exchange/index.ts';
import type { Venue } from '../../src/exchange/index.ts';
import { canonicalJson, openStream } from '../../src/kernel/index.ts';
import { epochMs } from '../../src/market/index.ts';
import { codeIdentity, planHashOf, readStudy, sha256 } from '../../src/store/index.ts';
import { journalLines } from '../support/children.ts';
import { gamma, scratch } from '../support/panel.ts';
import { tinyDay } from '../support/tiny-day.ts';
import type { TradierServer } from '../support/tradier-server.ts';
import { serveTradier } from '../support/tradier-server.ts';
import type { Warp } from '../support/warp.ts';
import { warpTo } from '../support/warp.ts';

const SPEED = 8;
vi.mock('node:timers/promises', async (original) => {
  const real: { setTimeout: typeof wait } = await original();
  const { sleepIn } = await import('../support/warp.ts');
  return { ...real, setTimeout: sleepIn(8) };
});

const rows = Array.from({ length: 390 }, (_, i) => ({ minute: 570 + i, debit: i < 182 ? 150 : 60, half: 10 }));
const tiny = tinyDay(rows);
/** The long leg is offered at a nickel: what has no offer is not quoted. */
const day = { ...tiny, ask: tiny.ask.map((ask, i) => (i < rows.length ? 5 : ask)) };
const at = (minute: number): number => epochMs(day.date, minute);

describe('gamma paper and gamma live on today, against a Tradier of our own', { timeout: 240_000 }, () => {
  const before = { ...process.env };
  let place: ReturnType<typeof scratch>;
  let state: string;
  let plan: string;
  let warp: Warp;
  let venue: Venue;
  let server: TradierServer;
  let listener: Server;
  let heard: { path: string; body: string }[];

  beforeEach(async () => {
    place = scratch();
    state = join(place.path, 'state');
    plan = join(place.path, 'plan.yaml');
    writeFileSync(plan, [
      'version: 1', 'extends: seed-live-0110', 'name: tiny', 'strategy:', '  setup: { kind: fixedOffset, right: put, increment: 5, offset: 20, width: 10 }',
      "  entry: { times: ['12:30'], gates: [], limitOfMid: 0.9 }", '  exits: { hold: null, rules: [{ kind: profitTarget, basis: mid, clock: elapsed, schedule: [{ hours: 0, percent: 50 }] }] }', '',
    ].join('\n'));
    warp = warpTo(at(750) - 5000, SPEED);
    const manners = { fillChance: 1, lookMs: 500, partialChance: 0, visibleMs: 0, cancelMs: 500, rejectChance: 0, legLagMs: 0, feePerContract: 65 };
    venue = openVenue(tapeOf(day), manners, 2_000_000, openStream(1, 1));
    heard = [];
    listener = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ path: request.url ?? '', body });
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    Object.assign(process.env, { GAMMA_HEALTH_URL: `${url}/ping`, GAMMA_HEALTH_SECONDS: '60', GAMMA_ALERT_URL: `${url}/alert`, GAMMA_KEYS: join(place.path, 'keys') });
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    warp.stop();
    process.env = before;
    await server.close();
    listener.closeAllConnections();
    listener.close();
    place.dispose();
  });

  const serve = async (account: string): Promise<void> => {
    server = await serveTradier({ venue, token: 'a-token', account, singletons: true, nothing: 'null' }, warp.now);
    Object.assign(process.env, { GAMMA_TRADIER_URL: server.url, GAMMA_TRADIER_ACCOUNT: account, GAMMA_TRADIER_TOKEN: 'a-token' });
  };
  const until = async (what: string, isTrue: () => boolean): Promise<void> => {
    for (let i = 0; i < 25_000 && !isTrue(); i++) await wait(60);
    if (!isTrue()) throw new Error(`never: ${what}\n${['paper-3456', 'paper-0001', 'live-2345'].flatMap((folder) => journalLines(join(state, folder))).slice(-6).join('\n')}`);
  };
  const has = (folder: string, ...kinds: string[]) => (): boolean => kinds.every((kind) => journalLines(join(state, folder)).some((line) => line.includes(kind)));
  /** Runs a command to its end: past the close once its trade is over. */
  const lived = async (folder: string, isOver: () => boolean, ...argv: string[]) => {
    const done = gamma(...argv, '--state', state, '--file', 'none', '--json');
    let ended: Awaited<typeof done> | undefined;
    void done.then((value) => (ended = value));
    await until('its trade', () => ended !== undefined || isOver());
    if (ended === undefined) warp.jumpTo(at(960) + 10_000);
    return done;
  };
  const posts = (): number => server.seen.filter(({ method, form }) => method === 'POST' && form.get('preview') === null).length;

  it('paper on the sandbox enters, exits at its target, agrees with the broker, pings while it works, and closes', async () => {
    await serve('VA123456');
    const closed = has('paper-3456', '"effect":"close"', '-c-1","end":"filled"');
    const { code, out, err } = await lived('paper-3456', closed, 'paper', '--plan', plan, '--broker', 'tradier');
    expect(code, err).toBe(0);
    const result = JSON.parse(out) as { end: string; equity: number };
    expect(result.end).toBe('closed');
    expect(posts()).toBe(2);
    expect(venue.holdings().size).toBe(0);
    const lines = journalLines(join(state, 'paper-3456'));
    expect(lines.at(-1)).toContain('"kind":"sessionClosed"');
    expect(lines.at(-1)).toContain('"reconciled":true');
    expect(heard.filter(({ path }) => path.startsWith('/ping')).map(({ path }) => path)[0]).toBe('/ping/start');
    expect(heard.some(({ path }) => path === '/ping')).toBe(true);
    const log = readFileSync(join(state, 'paper-3456', 'log', `${day.date}.log`), 'utf8');
    expect(log).toContain('Position sizing:');
    expect(`${log}${lines.join('')}${err}`).not.toContain('a-token');
  });

  it('paper by the fill model trades on the quotes of the broker and never places an order there', async () => {
    await serve('VA123456');
    const closed = has('paper-0001', '-c-1","end":"filled"');
    const { code, out, err } = await lived('paper-0001', closed, 'paper', '--plan', plan, '--broker', 'paper');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ end: 'closed' });
    expect(posts()).toBe(0);
    expect(existsSync(join(state, 'paper-0001', `paper-book-${day.date}.json`))).toBe(true);
  });

  it('tells the webhook of an operator\'s file, and opens nothing after it', async () => {
    await serve('VA123456');
    const done = gamma('paper', '--plan', plan, '--broker', 'tradier', '--state', state, '--file', 'none', '--json');
    await until('an open session', has('paper-3456', '"kind":"sessionOpened"'));
    writeFileSync(join(state, 'paper-3456', 'CLOSE_ONLY'), '');
    await until('an alert', () => heard.some(({ path, body }) => path === '/alert' && body.includes('CLOSE_ONLY')));
    warp.jumpTo(at(960) + 10_000);
    expect((await done).code).toBe(0);
    expect(posts()).toBe(0);
    expect(JSON.parse(heard.find(({ path }) => path === '/alert')?.body ?? '{}')).toMatchObject({ kind: 'closeOnly', acct: 'paper:3456' });
  });

  /** A certificate as its owner's key would sign it for a plan tested on recorded data. */
  const certificate = async (): Promise<string> => {
    await gamma('promote', '--init');
    const study = readStudy(plan, '--plan');
    const hash = 'a'.repeat(64);
    const body = {
      version: 1, name: study.name, plan: { strategy: study.strategy, risk: study.risk }, planHash: planHashOf(study), execution: study.execution, studyHash: hash,
      dataset: { name: 'd', sha256: hash, grade: 'recorded', source: 's' }, code: { version: codeIdentity().version, sha256: codeIdentity().sha256, commit: null }, run: { id: 'r', outputs: hash },
      ledger: { trials: 1, sha256: hash }, policy: { sha256: hash, isPublished: true, thresholds: {} }, verdicts: [{ id: 'v', passed: true, value: 1, threshold: 0, why: 'w' }],
      results: [100], maxContracts: 1, maxTrades: 60, approver: 'A. Tester', issued: at(700), expires: at(700) + 86_400_000,
    };
    const of = sha256(canonicalJson(body));
    const file = join(place.path, 'certificate.json');
    writeFileSync(file, JSON.stringify({ body, hash: of, ...signText(of) }));
    return file;
  };
  /** The production address, answered by the server of this test. */
  const asProduction = (): void => {
    const { url } = server;
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', (to: string, init: RequestInit) => real(to.replace('https://api.tradier.com/v1', url), init));
    process.env.GAMMA_TRADIER_URL = 'https://api.tradier.com/v1';
  };

  it('live without both acts of arming decides, writes down and sends nothing', async () => {
    await serve('6YA12345');
    asProduction();
    const { code, out, err } = await lived('live-2345', has('live-2345', '"why":"observing"'), 'live', '--certificate', await certificate());
    expect(code, err).toBe(0);
    expect((JSON.parse(out) as { locks: string[] }).locks).toHaveLength(2);
    expect(err).toContain('observing');
    expect(posts()).toBe(0);
  });

  it('live, armed, trades no more contracts than its certificate says, and ends flat and in agreement', async () => {
    await serve('6YA12345');
    asProduction();
    const file = await certificate();
    const armed = JSON.parse((await gamma('arm', '--account', '6YA12345', '--state', state, '--json')).out) as { word: string };
    process.env.GAMMA_ARM = armed.word;
    const { code, out, err } = await lived('live-2345', has('live-2345', '-c-1","end":"filled"'), 'live', '--certificate', file);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ end: 'closed', locks: [] });
    expect(venue.orders.map(({ packages, status }) => [packages, status])).toEqual([[1, 'filled'], [1, 'filled']]);
    expect(journalLines(join(state, 'live-2345')).at(-1)).toContain('"reconciled":true');
    rmSync(join(state, 'live-2345', 'ARMED'));
  });
});
