import type { SessionDate } from '../../../kernel/index.ts';
import { BrokerError, isGammaError, mustBe } from '../../../kernel/index.ts';
import { closeMinuteOf } from '../../../market/index.ts';
import type { Broker, Order, Reading, SubmitOutcome } from '../../ports.ts';
import type { TradierProfile } from './account.ts';
import { factsOf, holdingsOf, mustOpenAccount, parseBalances, parsePositions, parseProfile } from './account.ts';
import { limitsOf, openBudget } from './budget.ts';
import type { CalendarDay, MarketClock } from './calendar.ts';
import { parseCalendar, parseClock } from './calendar.ts';
import { parseChain, snapshotOf } from './chain.ts';
import type { AccountEvent } from './history.ts';
import { parseAccountHistory, parseDailyCloses } from './history.ts';
import type { Fetch, Send } from './http.ts';
import { httpSender } from './http.ts';
import { orderForm } from './order-form.ts';
import { parseOrders, reportOf } from './orders.ts';
import { cancelOutcome, previewOutcome, submitOutcome } from './outcome.ts';
import { parseQuotes } from './quotes.ts';
import type { Redact } from './redact.ts';
import { redactor } from './redact.ts';
import type { TradierSettings } from './settings.ts';
import type { Body } from './wire.ts';
import { bodyOf } from './wire.ts';

const DEADLINE_MS = 10_000;
const CLOCK_TOLERANCE_MS = 2000;
/** Share of the deadline a preview may take: slower, and too little is left for the order itself. */
const PREVIEW_SHARE = 0.4;

/** What surrounds the adapter: the session it trades, time, and where words go. */
export interface TradierWorld {
  readonly date: SessionDate;
  /** Epoch ms of the wall clock; ms of a clock that never jumps. */
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Rows refused and other news worth a log line; secrets are out of it. */
  readonly log: (text: string) => void;
  readonly fetch?: Fetch;
  /** Total time of one call, ms: 10,000 unless told. */
  readonly deadlineMs?: number;
}

/** The adapter: the broker port, and what Tradier says beside it. */
export interface Tradier {
  readonly broker: Broker;
  /** Broker's own time, epoch ms; NaN before its first answer. */
  readonly brokerNow: () => number;
  readonly clock: () => Promise<Reading<MarketClock>>;
  readonly calendar: (year: number, month: number) => Promise<Reading<readonly CalendarDay[]>>;
  readonly history: (from: string, to: string) => Promise<Reading<readonly AccountEvent[]>>;
  /** Official daily closes, points. */
  readonly closes: (symbol: string, from: string, to: string) => Promise<Reading<readonly { readonly date: string; readonly close: number }[]>>;
  readonly redact: Redact;
}

type Get = <T>(where: string, path: string, parse: (body: Body) => T) => Promise<Reading<T>>;

/** Turns replies into readings: healthy only when the whole answer parsed. */
const reader = (send: Send, deadlineMs: number): Get => async (where, path, parse) => {
  const reply = await send({ method: 'GET', path, kind: 'data', isExit: true, deadlineMs });
  if (reply.kind === 'none') return { kind: 'unhealthy', why: `${where}: ${reply.why}`, isAuth: false, waitMs: reply.waitMs };
  try {
    return { kind: 'healthy', value: parse(bodyOf(reply.answer, where)) };
  } catch (error) {
    if (!isGammaError(error)) throw error;
    return { kind: 'unhealthy', why: error.message, isAuth: error.code === 'tradier-auth', waitMs: reply.waitMs };
  }
};

const denied = (reason: string): SubmitOutcome => ({ kind: 'denied', reason });

/**
 * Tradier's REST interface behind the broker port, for one session.
 *
 * Nothing is placed before the key was seen to open the pinned account. An entry is previewed first; a close is not. A placing is
 * one request, never repeated.
 */
export const tradierBroker = (settings: TradierSettings, world: TradierWorld): Tradier => {
  const { date, now, elapsed, log, deadlineMs = DEADLINE_MS } = world;
  const redact = redactor([settings.token], [settings.account]);
  const budget = openBudget(limitsOf(settings.isSandbox), elapsed);
  const { send, brokerNow } = httpSender({ settings, budget, redact: redactor([settings.token], []), elapsed, fetch: world.fetch ?? fetch });
  const get = reader(send, deadlineMs);
  const account = `accounts/${settings.account}`;
  let profile: TradierProfile | undefined;
  /** Ours, or the broker's where the two disagree: a row is of the market's minute. */
  const timeNow = (): number => (Math.abs(now() - brokerNow()) > CLOCK_TOLERANCE_MS ? brokerNow() : now());

  const known = async (): Promise<Reading<TradierProfile>> => {
    if (profile !== undefined) return { kind: 'healthy', value: profile };
    const read = await get('the profile', 'user/profile', (body) => mustOpenAccount(parseProfile(body), settings.account, settings.isReal));
    if (read.kind === 'healthy') profile = read.value;
    return read;
  };

  const post = (order: Order, isPreview: boolean, withinMs: number): ReturnType<Send> => {
    const form = orderForm(order);
    if (isPreview) form.set('preview', 'true');
    return send({ method: 'POST', path: `${account}/orders`, kind: 'trading', isExit: order.effect === 'close', form, deadlineMs: withinMs });
  };

  const submit = async (order: Order): Promise<SubmitOutcome> => {
    const started = elapsed();
    const opened = await known();
    if (opened.kind === 'unhealthy') return denied(opened.why);
    if (order.effect === 'open') {
      const preview = previewOutcome(await post(order, true, deadlineMs * PREVIEW_SHARE), order);
      if (preview.kind === 'rejected') return { kind: 'rejected', reason: redact(preview.reason) };
      if (preview.kind === 'unknown') return denied(redact(`no preview: ${preview.why}`));
      log(`${order.tag}: previewed, commission ${preview.commission} and fees ${preview.fees} cents`);
    }
    const left = deadlineMs - (elapsed() - started);
    if (order.effect === 'open' && left < deadlineMs / 2) return denied('the broker answers too slowly to place an entry');
    const outcome = submitOutcome(await post(order, false, Math.max(left, deadlineMs / 2)));
    if (outcome.kind === 'acknowledged') return outcome;
    return outcome.kind === 'unknown' ? { ...outcome, why: redact(outcome.why) } : { ...outcome, reason: redact(outcome.reason) };
  };

  const broker: Broker = {
    name: settings.isReal ? 'tradier' : 'tradier-sandbox',
    exits: 'market',
    chain: async () => {
      const quotes = await get('quotes', 'markets/quotes?symbols=SPX,VIX', parseQuotes);
      if (quotes.kind === 'unhealthy') return quotes;
      const chain = await get('the chain', `markets/options/chains?symbol=SPX&expiration=${date}&greeks=false`, (body) => {
        const parsed = parseChain(body, 'SPXW', date);
        const found = parsed.refused[0] ?? `${parsed.others} rows of other series`;
        if (parsed.options.length === 0) throw new BrokerError('tradier-empty', mustBe('the chain', `SPXW of ${date}`, found, 'today has no such expiry or the feed is down'), true);
        return parsed;
      });
      if (chain.kind === 'unhealthy') return chain;
      if (chain.value.refused.length > 0) log(redact(`${chain.value.refused.length} rows of the chain refused: ${chain.value.refused[0]}`));
      const [spx, vix] = ['SPX', 'VIX'].map((symbol) => quotes.value.find((quote) => quote.symbol === symbol));
      return { kind: 'healthy', value: snapshotOf(chain.value, spx, vix, { date, closeMinute: closeMinuteOf(date), now: timeNow() }) };
    },
    submit,
    cancel: async (brokerId) =>
      cancelOutcome(await send({ method: 'DELETE', path: `${account}/orders/${encodeURIComponent(brokerId)}`, kind: 'trading', isExit: true, deadlineMs })),
    fills: () => get('orders', `${account}/orders?includeTags=true`, (body) => parseOrders(body).map(reportOf)),
    holdings: () => get('positions', `${account}/positions`, (body) => holdingsOf(parsePositions(body))),
    equity: async () => {
      const opened = await known();
      if (opened.kind === 'unhealthy') return opened;
      return get('balances', `${account}/balances`, (body) => factsOf(parseBalances(body), opened.value, settings.isReal));
    },
  };
  return {
    broker, brokerNow, redact,
    clock: () => get('the clock', 'markets/clock', parseClock),
    calendar: (year, month) => get('the calendar', `markets/calendar?year=${year}&month=${String(month).padStart(2, '0')}`, parseCalendar),
    history: (from, to) => get('history', `${account}/history?start=${from}&end=${to}&limit=1000`, parseAccountHistory),
    closes: (symbol, from, to) => get('daily closes', `markets/history?symbol=${encodeURIComponent(symbol)}&interval=daily&start=${from}&end=${to}`, parseDailyCloses),
  };
};
