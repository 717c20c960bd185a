import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presetStudy } from '../../src/backtest/index.ts';
import { openVenue, symbolOf, tapeOf } from '../../src/exchange/index.ts';
import type { AskedLeg, Venue } from '../../src/exchange/index.ts';
import type { FeesConfig } from '../../src/execution/index.ts';
import { namedFees } from '../../src/execution/index.ts';
import { openStream, sessionDate } from '../../src/kernel/index.ts';
import type { AccountState, Body, Journal } from '../../src/live/index.ts';
import { accountOf, differences, fileJournal, heldContracts, journalReader, openJournal, readJournal } from '../../src/live/index.ts';
import { newYorkTime } from '../../src/market/index.ts';
import { gamma, scratch } from '../support/panel.ts';
import { tinyDay } from '../support/tiny-day.ts';
import type { TradierServer } from '../support/tradier-server.ts';
import { serveTradier } from '../support/tradier-server.ts';

const { risk } = presetStudy('seed-live-0110');
const account = 'VA123456';
const today = newYorkTime(Date.now()).date;
const day = { ...tinyDay([{ minute: 600, debit: 150, half: 10 }, { minute: 660, debit: 90, half: 10 }]), date: sessionDate(today) };
const [short, long] = [symbolOf(today, 'put', 5900), symbolOf(today, 'put', 5890)];
const why = ['--reason', 'a test says so'];

describe('the acts of an operator', { timeout: 60_000 }, () => {
  const before = { ...process.env };
  let place: ReturnType<typeof scratch>;
  let folder: string;
  let venue: Venue;
  let server: TradierServer;
  let now: number;

  beforeEach(async () => {
    place = scratch();
    folder = join(place.path, 'paper-3456');
    const manners = { fillChance: 1, lookMs: 1000, partialChance: 0, visibleMs: 0, cancelMs: 500, rejectChance: 0, legLagMs: 0, feePerContract: 65 };
    venue = openVenue(tapeOf(day), manners, 2_000_000, openStream(1, 1));
    now = tapeOf(day).openAt + 31 * 60_000;
    server = await serveTradier({ venue, token: 'a-token', account, singletons: true, nothing: 'null' }, () => now);
    Object.assign(process.env, { GAMMA_TRADIER_URL: server.url, GAMMA_TRADIER_ACCOUNT: account, GAMMA_TRADIER_TOKEN: 'a-token' });
  });
  afterEach(async () => {
    process.env = before;
    await server.close();
    place.dispose();
  });

  const journalOf = (session: string): Journal => openJournal(fileJournal(folder), { now: () => now, session, acct: 'paper:3456' }, () => undefined);
  const opened = (cash: number, fees?: FeesConfig): Body => ({
    kind: 'sessionOpened', planHash: 'p', certificate: null, code: 'c', commit: null, node: 'n', equity: 2_000_000, cash, openPositions: [], risk, ...(fees === undefined ? {} : { fees }),
  });
  const begin = (session: string = today, fees?: FeesConfig): Journal => {
    const journal = journalOf(session);
    journal.append(opened(2_000_000, fees));
    return journal;
  };
  const trade = (legs: readonly AskedLeg[], credit: number): void => {
    const placed = venue.place({ tag: undefined, legs, credit, by: 'desk' }, now);
    if (!('id' in placed)) throw new Error(placed.refused);
    now += 5000;
    venue.advance(now);
  };
  const sell = (): void => trade([{ symbol: short, side: 'sell_to_open', quantity: 2 }, { symbol: long, side: 'buy_to_open', quantity: 2 }], 135);
  const state = (): AccountState => accountOf(readJournal(journalReader(folder)).records, risk);
  const act = (...argv: string[]) => gamma(...argv, '--state', place.path);
  const agrees = (): void => {
    const told = state();
    expect(differences(told, [...venue.holdings()].map(([symbol, quantity]) => ({ symbol, quantity })))).toEqual([]);
    expect(told.cash).toBe(venue.cash());
  };

  it('recover says what differs and which act answers it, changing nothing', async () => {
    begin();
    expect(await act('recover')).toMatchObject({ code: 0 });
    sell();
    const size = readFileSync(join(folder, 'journal', `${today}.jsonl`)).length;
    const { code, out } = await act('recover', '--json');
    expect(code).toBe(4);
    const { doubts } = JSON.parse(out) as { doubts: { what: string; acts: string[] }[] };
    expect(doubts.map(({ acts }) => acts.map((text) => text.split(' ').slice(0, 3).join(' ')))).toEqual([
      ['gamma explain-cash --amount'], ['gamma adopt --order', 'gamma ignore --order'], ['gamma adopt --account', `gamma ignore ${[short, long].sort()[0]}`],
    ]);
    expect(readFileSync(join(folder, 'journal', `${today}.jsonl`)).length).toBe(size);
  });

  it('adopt takes contracts into the book at what the broker says they cost, and every later start comes to the same', async () => {
    begin();
    sell();
    const { code, out, err } = await act('adopt', '--fees', '2.60', ...why, '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ contracts: 2, filled: 2, price: 140, fees: 260, effect: 'open' });
    agrees();
    expect(state().positions.get(1)).toMatchObject({ decided: { slot: 'adopted', because: 'adopted' } });
    expect(await act('adopt', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('nothing to adopt') as string });
    expect(readJournal(journalReader(folder)).records.at(-2)).toMatchObject({ kind: 'operator', command: 'adopt', why: 'a test says so' });
  });

  it('adopt takes an order whose promise is lost under its own tag, and a close of its position after it', async () => {
    begin();
    venue.place({ tag: `g1-3456-${today.replaceAll('-', '')}-7-o-1`, legs: [{ symbol: short, side: 'sell_to_open', quantity: 2 }, { symbol: long, side: 'buy_to_open', quantity: 2 }], credit: 135, by: 'program' }, now);
    now += 5000;
    expect((await act('adopt', '--order', '1001', '--fees', '2.60', ...why)).code).toBe(0);
    agrees();
    now += 60 * 60_000;
    venue.place({ tag: undefined, legs: [{ symbol: short, side: 'buy_to_close', quantity: 1 }, { symbol: long, side: 'sell_to_close', quantity: 1 }], credit: -120, by: 'stranger' }, now);
    now += 5000;
    expect((await act('adopt', '--order', '1002', '--fees', '1.30', ...why)).code).toBe(0);
    agrees();
    const position = state().positions.get(7);
    expect(position === undefined ? undefined : heldContracts(position)).toBe(1);
    expect(await act('adopt', '--order', '1001', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('in no book') as string });
  });

  it('adopt refuses a short that nothing covers with exit code 6', async () => {
    begin();
    trade([{ symbol: short, side: 'sell_to_open', quantity: 1 }], 100);
    const { code, err } = await act('adopt', ...why);
    expect(code).toBe(6);
    expect(err).toContain('every short leg covered');
    expect(state().positions.size).toBe(0);
  });

  it('ignore keeps what is not ours out of the comparison, for as much as there is of it and no more', async () => {
    begin();
    sell();
    expect((await act('ignore', short, long, '--order', '1001', ...why)).code).toBe(0);
    const ignoring = state();
    expect(ignoring.ignoredOrders).toEqual(new Set(['1001']));
    expect(differences(ignoring, [{ symbol: short, quantity: -2 }, { symbol: long, quantity: 2 }])).toEqual([]);
    expect(differences(ignoring, [])).toEqual([]);
    expect(differences(ignoring, [{ symbol: short, quantity: -3 }])).toEqual([{ symbol: short, ours: 0, theirs: -1 }]);
    expect(await act('ignore', ...why)).toMatchObject({ code: 2 });
    expect(await act('ignore', 'SPXW990101P05000000', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('the broker holds none') as string });
  });

  it('explain-cash makes the books equal again, and lets a session that waited for it trade', async () => {
    const journal = begin();
    venue.move(50_000, now);
    expect((await act('recover')).code).toBe(4);
    expect((await act('explain-cash', '--amount', '500', '--as', 'deposit', ...why)).code).toBe(0);
    agrees();
    expect(state().equity).toBe(2_050_000);
    journalOf(today).append({ kind: 'noted', what: 'cash', detail: '-1000' });
    journalOf(today).append({ kind: 'mode', mode: 'closeOnly', why: 'cash moved', until: 'cashExplained' });
    expect(await act('explain-cash')).toMatchObject({ code: 4 });
    expect((await act('explain-cash', '--amount', '-4', '--as', 'fee', ...why)).code).toBe(0);
    expect(state()).toMatchObject({ mode: 'closeOnly', unexplained: -600 });
    expect((await act('explain-cash', '--amount', '-6', '--as', 'fee', ...why)).code).toBe(0);
    expect(state()).toMatchObject({ mode: 'trading', unexplained: 0, equity: 2_049_000 });
    agrees();
    expect(await act('explain-cash')).toMatchObject({ code: 0 });
    for (const bad of [['--amount', '-1', '--as', 'deposit'], ['--amount', '1.234', '--as', 'fee'], ['--amount', '1', '--as', 'gift']]) expect((await act('explain-cash', ...bad, ...why)).code).toBe(2);
    expect(await act('explain-cash', '--amount', '1', '--as', 'fee')).toMatchObject({ code: 2, err: expect.stringContaining('--reason') as string });
    expect(journal.records.length).toBe(1);
  });

  it('explain-cash halts an account that a withdrawal leaves below its share of the start', async () => {
    begin();
    await act('explain-cash', '--amount', '-12000', '--as', 'withdrawal', ...why);
    expect(state()).toMatchObject({ equity: 800_000, isHalted: true });
  });

  const open = (journal: Journal, session: string): void => {
    const spread = { kind: 'putVertical' as const, legs: [{ right: 'put' as const, strike: 5900, ratio: -1 }, { right: 'put' as const, strike: 5890, ratio: 1 }] };
    const tag = `g1-3456-${session.replaceAll('-', '')}-1-o-1`;
    journal.append({
      kind: 'decided', minute: 600, decided: [{
        kind: 'open', position: 1, slot: '10:00', spread, label: '', pin: null, contracts: 2, because: 'kelly', atLeast: 135, maxLoss: 90_000, until: 603, mid: 140, spot: 5920,
        vix: 14, distance: 20, gates: [],
      }],
    });
    const legs = [{ symbol: symbolOf(session, 'put', 5900), right: 'put' as const, strike: 5900, side: 'sell_to_open' as const, ratio: 1 }, { symbol: symbolOf(session, 'put', 5890), right: 'put' as const, strike: 5890, side: 'buy_to_open' as const, ratio: 1 }];
    journal.append({ kind: 'submitting', position: 1, reason: 'entry', part: null, order: { tag, effect: 'open', legs, contracts: 2, limit: 135, urgency: 'entry' } });
    journal.append({ kind: 'acknowledged', tag, brokerId: '1001' });
    journal.append({ kind: 'fill', tag, filled: 2, price: 140, fees: 260, areFeesEstimated: false, minute: 601 });
  };

  it('recover --settle ends positions of a day nobody closed, and the cash of the next morning needs no other word', async () => {
    const journal = begin('2026-01-05');
    open(journal, '2026-01-05');
    const { cash } = state();
    const next = journalOf('2026-01-06');
    next.append(opened(cash - 2 * 40_000));
    next.append({ kind: 'noted', what: 'cash', detail: String(-2 * 40_000) });
    const listed = await act('recover', '--offline');
    expect(listed).toMatchObject({ code: 4, out: expect.stringContaining('gamma recover --settle') as string });
    expect(await act('recover', '--settle', '--settlement', '5896', '--fees', '0', ...why)).toMatchObject({ code: 0 });
    const done = state();
    expect(done).toMatchObject({ unexplained: 0, cash: cash - 80_000 });
    expect(done.equity).toBe(2_000_000 + 28_000 - 260 - 80_000);
    expect(await act('recover', '--settle', ...why)).toMatchObject({ code: 2 });
  });

  it('recover --settle charges what the schedule of that session says, and no other', async () => {
    const schedule: FeesConfig = { ...namedFees['spxw-retail-2026'], cashSettlement: 1.5 };
    open(begin('2026-01-05', schedule), '2026-01-05');
    journalOf('2026-01-06').append(opened(state().cash, { kind: 'none', because: 'another plan, the next day' }));
    const { cash } = state();
    expect((await act('recover', '--settle', '--settlement', '5885', ...why)).code).toBe(0);
    expect(state().cash).toBe(cash - 2 * 100_000 - 2 * 2 * 150);
  });

  it('recover --settle without a schedule in the journal asks for the fees, and takes what the operator read off the broker', async () => {
    open(begin('2026-01-05'), '2026-01-05');
    journalOf('2026-01-06').append(opened(state().cash));
    const { cash } = state();
    expect(await act('recover', '--settle', '--settlement', '5885', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('--fees') as string });
    expect(await act('recover', '--settle', '--settlement', '5885', '--fees', '-1', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('0 or more dollars') as string });
    expect(state().cash).toBe(cash);
    expect((await act('recover', '--settle', '--settlement', '5885', '--fees', '3.01', ...why)).code).toBe(0);
    expect(state().cash).toBe(cash - 2 * 100_000 - 301);
  });

  it('recover --closed books what the broker or a human closed', async () => {
    open(begin(), today);
    const before = state().cash;
    expect(await act('recover', '--closed', '1', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('--debit') as string });
    expect((await act('recover', '--closed', '1', '--debit', '4.90', '--fees', '2.60', '--by', 'broker', ...why)).code).toBe(0);
    expect(state().cash).toBe(before - 98_000 - 260);
    expect(state().concluded).toHaveLength(1);
    expect(await act('recover', '--closed', '1', '--debit', '1', ...why)).toMatchObject({ code: 2 });
  });

  it('recover --void ends an order of an earlier session that nobody knows the end of', async () => {
    const journal = begin('2026-01-05');
    open(journal, '2026-01-05');
    journal.append({ kind: 'settled', position: 1, contracts: 2, settlement: 5950, debit: 0, fees: 0 });
    const tag = 'g1-3456-20260105-1-c-1';
    journal.append({ kind: 'submitting', position: 1, reason: 'stop', part: null, order: { tag, effect: 'close', legs: [], contracts: 2, limit: 1, urgency: 'stop' } });
    journalOf('2026-01-06').append(opened(state().cash));
    expect(await act('recover', '--offline')).toMatchObject({ code: 4, out: expect.stringContaining(`--void ${tag}`) as string });
    expect((await act('recover', '--void', tag, ...why)).code).toBe(0);
    expect((await act('recover', '--offline')).code).toBe(0);
  });

  it('recover --cut sets a damaged end aside, and what was lost is found at the broker and adopted', async () => {
    open(begin(), today);
    sell();
    const file = join(folder, 'journal', `${today}.jsonl`);
    const bytes = readFileSync(file);
    const at = bytes.indexOf('submitting');
    bytes[at] ^= 1;
    writeFileSync(file, bytes);
    expect(await act('recover')).toMatchObject({ code: 3, err: expect.stringContaining('gamma recover') as string });
    expect(await act('recover', '--cut', ...why, '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"line":3') as string });
    expect(readJournal(journalReader(folder)).records.map(({ kind }) => kind)).toEqual(['sessionOpened', 'decided', 'operator', 'recovered']);
    expect((await act('adopt', '--order', '1001', '--fees', '2.60', ...why)).code).toBe(0);
    agrees();
    expect(await act('recover', '--cut', ...why)).toMatchObject({ code: 2 });
  });

  it('none is done on another account than the key opens', async () => {
    begin();
    process.env.GAMMA_TRADIER_ACCOUNT = 'VA999999';
    expect(await act('adopt', ...why)).toMatchObject({ code: 2, err: expect.stringContaining('GAMMA_TRADIER_ACCOUNT must be the account of') as string });
  });
});
