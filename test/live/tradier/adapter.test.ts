import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineFault, TradierFace, Venue } from '../../../src/exchange/index.ts';
import { openVenue, symbolOf, tapeOf } from '../../../src/exchange/index.ts';
import { openStream } from '../../../src/kernel/index.ts';
import type { Order, Tradier } from '../../../src/live/index.ts';
import { tradierBroker, tradierSettings } from '../../../src/live/index.ts';
import { tinyDay } from '../../support/tiny-day.ts';
import type { TradierServer } from '../../support/tradier-server.ts';
import { serveTradier } from '../../support/tradier-server.ts';

const token = 'kL9x+secret/7=';
const account = 'VA123456';
const day = tinyDay([{ minute: 600, debit: 150, half: 10 }, { minute: 660, debit: 90, half: 10 }, { minute: 900, debit: 60, half: 10 }]);
const put = (strike: number): string => symbolOf(day.date, 'put', strike);

const spread = (effect: 'open' | 'close', tag: string, limit: number, contracts = 2): Order => ({
  tag, effect, contracts, limit, urgency: effect === 'open' ? 'entry' : 'exit',
  legs: [
    { symbol: put(5900), right: 'put', strike: 5900, side: effect === 'open' ? 'sell_to_open' : 'buy_to_close', ratio: 1 },
    { symbol: put(5890), right: 'put', strike: 5890, side: effect === 'open' ? 'buy_to_open' : 'sell_to_close', ratio: 1 },
  ],
});

let now = 0;
let venue: Venue;
let server: TradierServer;
let tradier: Tradier;
let logged: string[];

const connect = (face: Partial<TradierFace> = {}): Tradier =>
  tradierBroker(
    tradierSettings({ GAMMA_TRADIER_URL: server.url, GAMMA_TRADIER_ACCOUNT: account, GAMMA_TRADIER_TOKEN: face.token ?? token }),
    { date: day.date, now: () => now, elapsed: () => performance.now(), log: (text) => logged.push(text), deadlineMs: 600 },
  );

beforeEach(async () => {
  const manners = { fillChance: 1, lookMs: 1000, partialChance: 0, visibleMs: 0, cancelMs: 500, rejectChance: 0, legLagMs: 0, feePerContract: 65 };
  venue = openVenue(tapeOf(day), manners, 2_000_000, openStream(1, 1));
  server = await serveTradier({ venue, token, account, singletons: true, nothing: 'null' }, () => now);
  now = tapeOf(day).openAt + 31 * 60_000;
  logged = [];
  tradier = connect();
});
afterEach(() => server.close());

const fail = (when: RegExp, kind: LineFault['kind'], reaches: boolean): number => server.faults.push({ when, fault: { kind, reaches } });
const posts = (): number => server.seen.filter(({ method, form }) => method === 'POST' && form.get('preview') === null).length;

describe('the Tradier adapter, over a line', () => {
  it('trades a spread from entry to exit: preview, tag, fills, positions, balances, empty again', async () => {
    const { broker } = tradier;
    expect(await broker.fills()).toEqual({ kind: 'healthy', value: [] });
    expect(await broker.holdings()).toEqual({ kind: 'healthy', value: [] });
    expect(await broker.submit(spread('open', 'g1-a', 131.2))).toEqual({ kind: 'acknowledged', brokerId: '1001' });
    expect(server.seen.at(-1)?.form.get('price')).toBe('1.35');
    expect(server.seen.at(-1)?.form.get('type')).toBe('credit');
    expect(server.seen.at(-2)?.form.get('preview')).toBe('true');
    now += 2000;
    expect(await broker.fills()).toMatchObject({ kind: 'healthy', value: [{ tag: 'g1-a', status: 'filled', filled: 2, price: 140, words: 'filled' }] });
    expect(await broker.holdings()).toEqual({ kind: 'healthy', value: [{ symbol: put(5900), quantity: -2 }, { symbol: put(5890), quantity: 2 }] });
    expect(await broker.equity()).toMatchObject({ kind: 'healthy', value: { account, isReal: false, cash: 2_000_000 + 2 * 14_000 - 260, maySpread: true } });
    now += 60 * 60_000;
    expect(await broker.submit(spread('close', 'g1-b', 100))).toMatchObject({ kind: 'acknowledged' });
    now += 2000;
    expect(await broker.fills()).toMatchObject({ value: [{ tag: 'g1-a' }, { tag: 'g1-b', filled: 2, price: 100 }] });
    expect(await broker.holdings()).toEqual({ kind: 'healthy', value: [] });
    expect(venue.cash()).toBe(2_000_000 + 2 * (14_000 - 10_000) - 520);
    expect(posts()).toBe(2);
  });

  it('reads the chain, the index and the clock of the broker', async () => {
    const chain = await tradier.broker.chain();
    expect(chain).toMatchObject({ kind: 'healthy', value: { date: day.date, minute: 601, spot: 5920, vix: 14, settlement: undefined, at: now } });
    if (chain.kind === 'healthy') {
      expect([...chain.value.strikes]).toEqual([5890, 5900]);
      expect([...chain.value.bid].slice(0, 2)).toEqual([NaN, 140]);
    }
    expect(await tradier.clock()).toMatchObject({ kind: 'healthy', value: { date: day.date, state: 'open' } });
    expect(Math.abs(tradier.brokerNow() - now)).toBeLessThan(2000);
    now = tapeOf(day).closeAt + 60_000;
    expect(await tradier.broker.chain()).toMatchObject({ value: { settlement: 5950 } });
  });

  it('calls every failed placing unknown, sends it once, and finds by its tag whether the broker has it', async () => {
    await tradier.broker.equity();
    for (const reaches of [true, false]) {
      for (const kind of ['timeout', 'reset', 'error500', 'error503', 'page200', 'quota429', 'torn', 'empty', 'noId', 'redirect'] as const) {
        const tag = `g1-${kind}-${reaches ? 'in' : 'out'}`;
        const before = posts();
        fail(new RegExp(`^POST .*orders tag=${tag}|^POST .*tag=${tag}&class=multileg(?!.*preview)`), kind, reaches);
        const outcome = await connect().broker.submit(spread('open', tag, 300, 1));
        expect([kind, reaches, outcome.kind]).toEqual([kind, reaches, 'unknown']);
        expect(posts()).toBe(before + 1);
        const found = await connect().broker.fills();
        expect(found.kind === 'healthy' && found.value.some((order) => order.tag === tag)).toBe(reaches);
      }
    }
    expect(new Set(venue.orders.map(({ asked }) => asked.tag)).size).toBe(venue.orders.length);
  }, 60_000);

  it('takes only the broker\'s words for a refusal', async () => {
    fail(/^POST .*orders (?!.*preview)/, 'errors200', false);
    expect(await tradier.broker.submit(spread('close', 'g1-r', 100))).toEqual({
      kind: 'rejected', reason: 'Backoffice rejected override of the order.; DayTradingBuyingPowerExceeded',
    });
    expect(await tradier.broker.submit(spread('close', 'g1-s', 100))).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('exceeds the position') as string });
    expect(await tradier.broker.submit(spread('open', 'g1-m', 130, 3000))).toMatchObject({ kind: 'rejected', reason: 'InitialMargin' });
  });

  it('sends no entry when the preview fails, and says it sent nothing', async () => {
    for (const kind of ['timeout', 'page200', 'error500', 'torn'] as const) {
      fail(/preview=true/, kind, true);
      expect(await tradier.broker.submit(spread('open', `g1-p-${kind}`, 130))).toMatchObject({ kind: 'denied' });
    }
    expect(posts()).toBe(0);
  });

  it('infers nothing from a read that is not whole', async () => {
    const { broker } = tradier;
    for (const kind of ['timeout', 'reset', 'error502', 'page200', 'torn', 'keyAbsent', 'forbiddenPage', 'redirect', 'quota429', 'quotaFault'] as const) {
      fail(/GET .*positions/, kind, true);
      fail(/GET .*orders/, kind, true);
      fail(/GET markets\/quotes/, kind, true);
      const fresh = connect().broker;
      for (const read of [await fresh.holdings(), await connect().broker.fills(), await connect().broker.chain()]) {
        expect([kind, read.kind]).toEqual([kind, 'unhealthy']);
        if (read.kind === 'unhealthy') expect(read.isAuth).toBe(kind === 'forbiddenPage');
      }
    }
    expect(await broker.holdings()).toEqual({ kind: 'healthy', value: [] });
  }, 30_000);

  it('waits as long as the broker asks before it reads again', async () => {
    fail(/GET .*positions/, 'quota429', false);
    const read = await tradier.broker.holdings();
    expect(read.kind === 'unhealthy' && read.waitMs > 15_000 && read.waitMs <= 20_000).toBe(true);
    const before = server.seen.length;
    expect(await tradier.broker.fills()).toMatchObject({ kind: 'unhealthy', why: expect.stringContaining('budget') as string });
    expect(server.seen.length).toBe(before);
  });

  it('places nothing with a key that does not open the account', async () => {
    const wrong = connect({ token: 'another' });
    expect(await wrong.broker.submit(spread('close', 'g1-w', 100))).toMatchObject({ kind: 'denied', reason: expect.stringContaining('Invalid Access Token') as string });
    expect(await wrong.broker.equity()).toMatchObject({ kind: 'unhealthy', isAuth: true });
    expect(posts()).toBe(0);
  });

  it('tells a cancel in time from one that came too late', async () => {
    const { broker } = tradier;
    await broker.submit(spread('open', 'g1-c', 300));
    now += 2000;
    expect(await broker.cancel('1001')).toEqual({ kind: 'requested' });
    now += 1000;
    expect(await broker.fills()).toMatchObject({ value: [{ status: 'cancelled', filled: 0 }] });
    expect(await broker.cancel('1001')).toEqual({ kind: 'final' });
    expect((await broker.cancel('77')).kind).toBe('unknown');
  });

  it('keeps the key and the account number out of everything it says', async () => {
    for (const answer of ['echo', token, encodeURIComponent(token), Buffer.from(token).toString('base64')]) {
      const echoing = tradierBroker(
        tradierSettings({ GAMMA_TRADIER_URL: server.url, GAMMA_TRADIER_ACCOUNT: account, GAMMA_TRADIER_TOKEN: token }),
        {
          date: day.date, now: () => now, elapsed: () => performance.now(), log: (text) => logged.push(text), deadlineMs: 600,
          fetch: (url, init) => Promise.resolve(new Response(`${url} ${JSON.stringify(init.headers)} ${answer}`, { status: 500 })),
        },
      );
      logged.push(JSON.stringify([await echoing.broker.holdings(), await echoing.broker.submit(spread('close', 'g1-e', 1)), await echoing.broker.cancel('1')]));
    }
    const said = logged.join('\n');
    for (const secret of [token, encodeURIComponent(token), Buffer.from(token).toString('base64').replace(/=+$/, '')]) expect(said).not.toContain(secret);
    expect(said).toContain('[redacted]');
  });

  it('talks to Tradier\'s two hosts and to this machine, and to nobody else', () => {
    const settings = (url: string): unknown => tradierSettings({ GAMMA_TRADIER_URL: url, GAMMA_TRADIER_ACCOUNT: account, GAMMA_TRADIER_TOKEN: token });
    expect(settings('https://api.tradier.com/v1')).toMatchObject({ isReal: true, isSandbox: false });
    expect(settings('https://sandbox.tradier.com/v1')).toMatchObject({ isReal: false, isSandbox: true });
    expect(settings('http://127.0.0.1:8080/v1')).toMatchObject({ isReal: false });
    for (const url of ['http://api.tradier.com/v1', 'https://api.tradier.com.evil.example/v1', 'https://api.tradier.com@evil.example/v1', 'https://10.0.0.1/v1', '']) {
      expect(() => settings(url)).toThrow(/GAMMA_TRADIER_URL must be/);
    }
    expect(() => tradierSettings({ GAMMA_TRADIER_URL: 'https://sandbox.tradier.com/v1', GAMMA_TRADIER_TOKEN: token })).toThrow(/GAMMA_TRADIER_ACCOUNT must be/);
  });
});
