import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGammaError, sessionDate } from '../../../src/kernel/index.ts';
import { mustOpenAccount, parseBalances, parsePositions, parseProfile, factsOf } from '../../../src/live/brokers/tradier/account.ts';
import { parseCalendar, parseClock } from '../../../src/live/brokers/tradier/calendar.ts';
import { parseChain, snapshotOf } from '../../../src/live/brokers/tradier/chain.ts';
import { parseAccountHistory, parseDailyCloses } from '../../../src/live/brokers/tradier/history.ts';
import { netOfLegs, packagesOf, parseOrders, reportOf } from '../../../src/live/brokers/tradier/orders.ts';
import { cancelOutcome, previewOutcome, submitOutcome } from '../../../src/live/brokers/tradier/outcome.ts';
import { parseQuotes } from '../../../src/live/brokers/tradier/quotes.ts';
import type { Answer, Body } from '../../../src/live/brokers/tradier/wire.ts';
import { bodyOf, listOf } from '../../../src/live/brokers/tradier/wire.ts';
import { describeWithData, sharedPath } from '../../support/shared-data.ts';

const answer = (text: string, status = 200): Answer => ({ status, header: () => undefined, text });
const reply = (text: string, status = 200): { kind: 'answer'; answer: Answer } => ({ kind: 'answer', answer: answer(text, status) });
const file = (name: string): string => readFileSync(sharedPath(`broker/tradier/${name}`), 'utf8');
const body = (name: string): Body => bodyOf(answer(file(name)), name);

/** The code of the error a call ends in, or undefined when it returns. */
const codeOf = (call: () => unknown): string | undefined => {
  try {
    call();
    return undefined;
  } catch (error) {
    if (!isGammaError(error)) throw error;
    expect(error.message).toMatch(/ must be .+, found .+; /);
    return error.code;
  }
};

const parsers: Readonly<Record<string, (value: Body) => unknown>> = {
  orders: parseOrders, positions: parsePositions, balances: parseBalances, profile: parseProfile, quotes: parseQuotes, clock: parseClock,
  calendar: parseCalendar, accountHistory: parseAccountHistory, closes: parseDailyCloses, chain: (value) => parseChain(value, 'SPXW', sessionDate('2023-08-15')),
};

describeWithData('every response of the broker in the shared data', () => {
  const files = ['docs_examples', 'fixtures_maccam912', 'fixtures_tradier_rb_2013', 'real_orders']
    .flatMap((folder) => readdirSync(sharedPath(`broker/tradier/${folder}`)).map((name) => `${folder}/${name}`))
    .filter((name) => !/README|SOURCES/.test(name));

  it('is parsed or refused by a named error, by whatever parser meets it', () => {
    expect(files.length).toBeGreaterThan(50);
    for (const name of files) {
      for (const parse of Object.values(parsers)) {
        const code = codeOf(() => parse(bodyOf(answer(file(name)), name)));
        if (code !== undefined) expect(code).toMatch(/^tradier-(shape|json|page|fault|refused)$/);
      }
      expect(['acknowledged', 'rejected', 'unknown']).toContain(submitOutcome(reply(file(name))).kind);
      expect(['requested', 'final', 'unknown']).toContain(cancelOutcome(reply(file(name))).kind);
    }
  });

  it('nets the legs of every filled real order to its own average fill', () => {
    const orders = parseOrders(body('real_orders/orders_2023-09-22.json'));
    expect(orders).toHaveLength(44);
    const filled = orders.filter((order) => order.status === 'filled');
    expect(filled).toHaveLength(36);
    for (const order of filled) {
      expect(netOfLegs(order)).toBeCloseTo(order.averageFill, 9);
      expect(reportOf(order).filled).toBe(packagesOf(order));
      expect(order.quantity).toBe(order.legs.reduce((sum, leg) => sum + leg.quantity, 0));
    }
    for (const order of orders.filter(({ status }) => status === 'canceled')) {
      expect(reportOf(order)).toMatchObject({ status: 'cancelled', filled: 0, price: NaN, filledAt: NaN });
    }
  });

  it('reads a rejected singleton order whole, reason included', () => {
    const [order] = parseOrders(body('real_orders/order_rejected_singleton.json'));
    expect(reportOf(order).status).toBe('rejected');
    expect(reportOf(order).words).toContain('Order failed PriceRange - AGGRESSIVE:  OrderPrice -8.70 RefPrice 5.65');
  });

  it('reads the real chain: 316 quotes, none refused, volumes and stamps as captured', () => {
    const chain = parseChain(body('real_chain_spxw_2023-08-15_asof_2023-08-14.json'), 'SPXW', sessionDate('2023-08-15'));
    expect([chain.options.length, chain.refused.length, chain.others]).toEqual([316, 0, 0]);
    expect(chain.options[0]).toMatchObject({ symbol: 'SPXW230815C01200000', right: 'call', strike: 1200, bid: 327_100, ask: 327_250 });
    expect(chain.options[1]).toMatchObject({ right: 'put', bid: 0, ask: 5 });
    expect(chain.options.reduce((sum, option) => sum + option.openInterest, 0)).toBe(118_553);
    const look = { date: sessionDate('2023-08-14'), closeMinute: 960, now: 1_692_013_271_000 };
    const row = snapshotOf(chain, undefined, undefined, look);
    expect(row.at).toBe(1_692_013_271_000);
    expect(row.minute).toBe(7 * 60 + 41);
    expect([...row.strikes]).toEqual([...row.strikes].sort((a, b) => a - b));
    expect([row.spot, row.vix, row.settlement]).toEqual([NaN, NaN, undefined]);
    expect(parseChain(body('real_chain_spxw_2023-08-15_asof_2023-08-14.json'), 'SPXW', sessionDate('2023-08-14'))).toMatchObject({ options: [], others: 316 });
  });

  it('reads balances, positions, profile, quotes, history, clock and calendar to the cent and the minute', () => {
    expect(parseBalances(body('fixtures_maccam912/get_balances.json'))).toEqual({
      account: 'VA00000000', type: 'margin', cash: 636_386, equity: 1_779_836, buyingPower: 636_386,
    });
    const positions = parsePositions(body('fixtures_maccam912/get_positions.json'));
    expect(positions).toHaveLength(7);
    expect(positions[5]).toMatchObject({ symbol: 'IBM', quantity: 13, costBasis: 177_254 });
    expect(parsePositions(body('fixtures_maccam912/get_positions_single.json'))).toEqual(positions.slice(0, 1));
    expect(parsePositions(body('fixtures_tradier_rb_2013/account_positions.json'))[1]).toMatchObject({ quantity: -1, costBasis: -200 });
    expect(parseProfile(body('fixtures_maccam912/get_user_profile.json')).map(({ account, type, optionLevel }) => [account, type, optionLevel])).toEqual([
      ['VA000001', 'margin', 6], ['VA000002', 'margin', 3], ['VA000003', 'cash', 2],
    ]);
    expect(parseProfile(body('fixtures_maccam912/get_user_profile_single.json'))).toHaveLength(1);
    expect(parseProfile(body('fixtures_tradier_rb_2013/user_profile.json'))[0]).toMatchObject({ account: '10026165', type: 'margin', optionLevel: NaN });
    const [apple, put] = parseQuotes(body('fixtures_maccam912/get_quotes.json'));
    expect(apple).toMatchObject({ symbol: 'AAPL', last: 208.21, close: NaN, tradedAt: 1_557_168_406_000 });
    expect(put).toMatchObject({ last: NaN, bid: 0, ask: 0.01, tradedAt: NaN });
    const events = parseAccountHistory(body('fixtures_maccam912/get_history.json'));
    expect(events).toHaveLength(13);
    expect(events[4]).toEqual({ date: '2018-05-23', type: 'trade', amount: -12905, description: 'CALL GE     06/22/18    14', symbol: 'GE180622C00014000', quantity: 1, commission: 0 });
    expect(parseAccountHistory(body('fixtures_maccam912/get_history_single.json'))).toEqual(events.slice(0, 1));
    expect(parseDailyCloses(body('fixtures_tradier_rb_2013/history.json'))[0]).toEqual({ date: '2012-05-25', close: 562.29 });
    expect(parseClock(body('docs_examples/clock.json'))).toEqual({ date: '2019-05-06', state: 'open', at: 1_557_156_988_000 });
    expect(parseCalendar(body('docs_examples/calendar.json'))).toEqual([{ date: '2019-04-01', session: { open: 570, close: 960 } }]);
    expect(parseCalendar(body('fixtures_tradier_rb_2013/calendar.json'))[0]).toEqual({ date: '2013-06-01', session: undefined });
    expect(parseOrders(body('fixtures_maccam912/get_orders.json')).map(({ status }) => status)).toContain('canceled');
  });

  it('tells what became of placings and cancels', () => {
    expect(submitOutcome(reply(file('fixtures_maccam912/post_order.json')))).toEqual({ kind: 'acknowledged', brokerId: '257459' });
    expect(submitOutcome(reply(file('fixtures_tradier_rb_2013/placed_order.json')))).toEqual({ kind: 'acknowledged', brokerId: '2038' });
    expect(submitOutcome(reply(file('docs_examples/errors_order.json')))).toEqual({
      kind: 'rejected', reason: 'Backoffice rejected override of the order.; DayTradingBuyingPowerExceeded',
    });
    expect(submitOutcome(reply(file('fixtures_tradier_rb_2013/order_with_warnings.json')))).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('buying power') as string });
    expect(submitOutcome(reply(file('docs_examples/maintenance_html_200.txt'))).kind).toBe('unknown');
    expect(submitOutcome(reply(file('docs_examples/errors_fault.json'), 500)).kind).toBe('unknown');
    expect(submitOutcome(reply(file('fixtures_tradier_rb_2013/order.json'))).kind).toBe('unknown');
    expect(cancelOutcome(reply(file('fixtures_maccam912/del_order.json')))).toEqual({ kind: 'requested' });
    expect(previewOutcome(reply(file('docs_examples/preview.json')), { legs: [], contracts: 1 })).toEqual({ kind: 'accepted', commission: 349, fees: 0 });
  });

  it('finds empty lists only where the broker says so', () => {
    expect(parseOrders(body('docs_examples/empty_orders.json'))).toEqual([]);
    expect(parsePositions(body('docs_examples/empty_positions.json'))).toEqual([]);
    expect(codeOf(() => parsePositions(body('docs_examples/empty_orders.json')))).toBe('tradier-shape');
    expect(codeOf(() => body('docs_examples/maintenance_html_200.txt'))).toBe('tradier-page');
    expect(codeOf(() => bodyOf(answer(file('docs_examples/errors_fault.json'), 500), 'orders'))).toBe('tradier-fault');
    expect(codeOf(() => bodyOf(answer(file('docs_examples/errors_fault.json')), 'orders'))).toBe('tradier-fault');
    expect(codeOf(() => body('docs_examples/errors_order.json'))).toBe('tradier-refused');
  });
});

describe('reading Tradier', () => {
  it('reads a list the same in every shape the broker writes it', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { maxLength: 4 }), fc.boolean(), (entries, asString) => {
      const empty = asString ? 'null' : null;
      const shapes: unknown[] = entries.length === 0 ? [empty, { item: empty }, { item: [] }] : [{ item: entries }];
      if (entries.length === 1) shapes.push({ item: entries[0] });
      for (const shape of shapes) expect(listOf({ items: shape }, 'items', 'item')).toEqual(entries);
    }));
    for (const absent of [{}, { items: {} }, { items: 'none' }, { items: 3 }]) expect(codeOf(() => listOf(absent, 'items', 'item'))).toBe('tradier-shape');
  });

  it('tells a key that is refused, a quota, a fault, a page and a torn body apart', () => {
    const cases: [string, number, string][] = [
      ['{"fault":{"faultstring":"Invalid Access Token"}}', 401, 'tradier-auth'], ['<html>no</html>', 403, 'tradier-auth'],
      ['Quota', 429, 'tradier-quota'], ['{"fault":{"faultstring":"Quota Violation. Expires 1557156988000"}}', 200, 'tradier-quota'],
      ['<html></html>', 503, 'tradier-fault'], ['{"orders"', 200, 'tradier-json'], ['', 200, 'tradier-json'], ['[]', 200, 'tradier-json'],
      ['', 302, 'tradier-redirect'], ['Invalid parameter', 400, 'tradier-refused'],
    ];
    for (const [text, status, code] of cases) expect([text, codeOf(() => bodyOf(answer(text, status), 'orders'))]).toEqual([text, code]);
  });

  it('never takes silence or noise after a placing for a refusal', () => {
    const unknown: [string, number][] = [
      ['{"order":{"status":"ok"}}', 200], ['{"order":{"id":12', 200], ['', 200], ['{"order":{"id":0,"status":"ok"}}', 200], ['<html></html>', 200], ['{}', 200],
      ['{"errors":{"error":"busy"}}', 500], ['{"errors":{"error":"slow down"}}', 429], ['{"fault":{"faultstring":"x"}}', 200], ['Forbidden', 403], ['', 302],
    ];
    for (const [text, status] of unknown) expect([text, status, submitOutcome(reply(text, status)).kind]).toEqual([text, status, 'unknown']);
    expect(submitOutcome(reply('{"order":{"id":"77","status":"ok"}}'))).toEqual({ kind: 'acknowledged', brokerId: '77' });
    expect(submitOutcome(reply('{"fault":{"faultstring":"Invalid Access Token"}}', 401)).kind).toBe('rejected');
    expect(submitOutcome(reply('{"errors":{"error":"InitialMargin"}}', 400))).toEqual({ kind: 'rejected', reason: 'InitialMargin' });
    expect(submitOutcome({ kind: 'none', why: 'reset', wasSent: true }).kind).toBe('unknown');
    expect(submitOutcome({ kind: 'none', why: 'budget', wasSent: false }).kind).toBe('denied');
  });

  it('refuses a row by the name of its field and keeps the others', () => {
    const row = (over: object): object => ({
      symbol: 'SPXW240102P04700000', bid: 1.85, ask: 1.95, strike: 4700, option_type: 'put', root_symbol: 'SPXW', expiration_date: '2024-01-02',
      bid_date: 1_704_207_600_000, ask_date: 1_704_207_600_000, open_interest: 10, ...over,
    });
    const read = (...rows: object[]): ReturnType<typeof parseChain> => parseChain({ options: { option: rows } }, 'SPXW', sessionDate('2024-01-02'));
    for (const [field, value] of [['bid', '1.85'], ['ask', 'NaN'], ['bid', Infinity], ['bid', -0.05], ['strike', 0], ['symbol', 'SPXW240102P04710000'], ['bid_date', 1_704_207_600], ['option_type', 'both']] as const) {
      const chain = read(row({ [field]: value }), row({}));
      expect(chain.options).toHaveLength(1);
      expect(chain.refused[0]).toContain(`options.option.0.${field}`);
    }
    expect(read(row({ bid: 2, ask: 1.9 })).options[0]).toMatchObject({ bid: NaN, ask: NaN });
    expect(read(row({ bid: 0, ask: 0 })).options[0]).toMatchObject({ bid: NaN, ask: NaN });
    expect(read(row({ bid: 0, ask: 0.05 })).options[0]).toMatchObject({ bid: 0, ask: 5 });
    expect(read(row({ bid: null })).options[0]).toMatchObject({ bid: NaN, ask: 195 });
    expect(read(row({ root_symbol: 'SPX', symbol: 'SPX240102P04700000' }))).toMatchObject({ options: [], others: 1, refused: [] });
    expect(codeOf(() => read())).toBeUndefined();
    expect(codeOf(() => parseChain({ options: {} }, 'SPXW', sessionDate('2024-01-02')))).toBe('tradier-shape');
  });

  it('takes levels of the index only while they are fresh and of today, and the settlement only after the close', () => {
    const at = Date.parse('2024-01-02T15:00:00Z');
    const option = { symbol: 'x', right: 'put' as const, strike: 4700, bid: 100, ask: 110, bidAt: at, askAt: at, openInterest: NaN };
    const quote = (over: object): Parameters<typeof snapshotOf>[1] => ({ symbol: 'SPX', last: 4740, close: NaN, bid: NaN, ask: NaN, tradedAt: at, ...over });
    const look = { date: sessionDate('2024-01-02'), closeMinute: 960, now: at };
    const row = (spx: object, vix: object): ReturnType<typeof snapshotOf> => snapshotOf({ options: [option], refused: [], others: 0 }, quote(spx), quote({ last: 13.2, ...vix }), look);
    expect(row({}, {})).toMatchObject({ spot: 4740, vix: 13.2, settlement: undefined, openInterest: undefined, minute: 600 });
    expect(row({ tradedAt: at - 121_000 }, { tradedAt: at - 86_400_000 })).toMatchObject({ spot: NaN, vix: NaN });
    expect(row({ last: NaN }, { last: 9999 })).toMatchObject({ spot: NaN, vix: NaN });
    expect(row({ last: 0 }, { last: 0 })).toMatchObject({ spot: NaN, vix: NaN });
    expect(row({ close: 4739.21, tradedAt: at }, {}).settlement).toBeUndefined();
    expect(row({ close: 4739.21, tradedAt: Date.parse('2024-01-02T21:00:30Z') }, {}).settlement).toBe(4739.21);
  });

  it('sums fills whatever shape the legs come in, and says which leg lags', () => {
    const leg = (side: string, filled: number, price: number, symbol: string): object => ({ id: 1, side, quantity: 2, status: 'open', exec_quantity: filled, avg_fill_price: price, symbol: 'SPX', option_symbol: symbol });
    const order = (legs: unknown, over: object = {}): object => ({
      id: 9, tag: 'g1-a', type: 'credit', class: 'multileg', symbol: 'SPX', side: 'buy', status: 'partially_filled', quantity: 4, price: 1.3,
      exec_quantity: 2, avg_fill_price: -1.35, transaction_date: '2024-01-02T15:00:00.000Z', leg: legs, ...over,
    });
    const read = (value: object): ReturnType<typeof reportOf> => reportOf(parseOrders({ orders: { order: value } })[0]);
    expect(read(order([leg('sell_to_open', 1, 2.1, 'A'), leg('buy_to_open', 1, 0.75, 'B')]))).toMatchObject({ filled: 1, price: 135, status: 'working', legs: [{ symbol: 'A', filled: 1 }, { symbol: 'B', filled: 1 }] });
    expect(read(order([leg('sell_to_open', 2, 2.1, 'A'), leg('buy_to_open', 1, 0.75, 'B')]))).toMatchObject({ filled: 1, price: 135 });
    expect(read(order([leg('buy_to_close', 2, 2.1, 'A'), leg('sell_to_close', 2, 0.75, 'B')], { avg_fill_price: 1.35 }))).toMatchObject({ filled: 2, price: 135 });
    expect(read(order([leg('buy_to_close', 0, 0, 'A'), leg('sell_to_close', 0, 0, 'B')]))).toMatchObject({ filled: 0, price: NaN, filledAt: NaN });
    const single = order(undefined, { class: 'option', side: 'sell_to_close', option_symbol: 'SPXW240102P04700000', quantity: 2, exec_quantity: 2, avg_fill_price: 0.4 });
    expect(read(single)).toMatchObject({ filled: 2, price: -40, legs: [{ symbol: 'SPXW240102P04700000', filled: 2 }] });
    expect(read(order([leg('buy_to_close', 0, 0, 'A')], { status: 'who_knows' })).status).toBe('unrecognised');
  });

  it('sends nothing with another account, another world, or a key that opens neither', () => {
    const profile = (account: string, level = 6): ReturnType<typeof parseProfile>[number] => ({ account, type: 'margin', status: 'active', optionLevel: level, isDayTrader: false });
    expect(mustOpenAccount([profile('VA000001'), profile('VA000002')], 'VA000002', false).account).toBe('VA000002');
    expect(codeOf(() => mustOpenAccount([profile('VA000001')], 'VA000002', false))).toBe('tradier-auth');
    expect(codeOf(() => mustOpenAccount([profile('VA000001')], 'VA000001', true))).toBe('tradier-auth');
    expect(codeOf(() => mustOpenAccount([profile('6YA00001')], '6YA00001', false))).toBe('tradier-auth');
    const balances = { account: 'VA000001', type: 'margin', cash: 1, equity: 1, buyingPower: 1 };
    expect(factsOf(balances, profile('VA000001'), false)).toMatchObject({ maySpread: true });
    expect(factsOf(balances, profile('VA000001', 2), false)).toMatchObject({ maySpread: false });
    expect(factsOf(balances, profile('VA000001', NaN), false)).toMatchObject({ maySpread: undefined });
    expect(codeOf(() => factsOf(balances, profile('VA000009'), false))).toBe('tradier-auth');
  });
});
