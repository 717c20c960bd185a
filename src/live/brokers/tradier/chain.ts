import { z } from 'zod';
import type { SessionDate } from '../../../kernel/index.ts';
import { BrokerError, isGammaError, mustBe, priceCentsFromPoints } from '../../../kernel/index.ts';
import { newYorkTime } from '../../../market/index.ts';
import type { ChainSnapshot } from '../../ports.ts';
import { occName } from './occ.ts';
import type { TradierQuote } from './quotes.ts';
import type { Body } from './wire.ts';
import { listOf, maybeNumber, shaped, stampOf } from './wire.ts';

const optionSchema = z.object({
  symbol: z.string(),
  bid: maybeNumber,
  ask: maybeNumber,
  strike: z.number().positive(),
  option_type: z.enum(['put', 'call']),
  root_symbol: z.string(),
  expiration_date: z.string(),
  bid_date: maybeNumber,
  ask_date: maybeNumber,
  open_interest: maybeNumber,
});

/** One option of a chain. Price cents; NaN is no quote, 0 a real zero bid. Stamps are epoch ms. */
export interface TradierOption {
  readonly symbol: string;
  readonly right: 'put' | 'call';
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
  readonly bidAt: number;
  readonly askAt: number;
  readonly openInterest: number;
}

/** A chain read: rows that hold, and rows refused with the reason. */
export interface TradierChain {
  readonly options: readonly TradierOption[];
  readonly refused: readonly string[];
  /** Rows of another root or day, left out: the AM-settled monthly series above all. */
  readonly others: number;
}

const refusal = (where: string, what: string, found: unknown): BrokerError => new BrokerError('tradier-shape', mustBe(where, what, found, 'the row is refused'), true);

const priceOf = (value: number, where: string): number => {
  if (value < 0) throw refusal(where, 'zero or more', value);
  return Number.isNaN(value) ? value : priceCentsFromPoints(value);
};

const parseOption = (value: unknown, where: string, root: string, date: SessionDate): TradierOption | 'other' => {
  const row = shaped(optionSchema, value, where);
  if (row.root_symbol !== root || row.expiration_date !== date) return 'other';
  const name = occName(row.symbol);
  if (name === undefined || name.root !== root || name.expiry !== date || name.right !== row.option_type || name.strike !== row.strike) {
    throw refusal(`${where}.symbol`, 'the OCC symbol of the row\'s own root, day, right and strike', row.symbol);
  }
  const bid = priceOf(row.bid, `${where}.bid`);
  const ask = priceOf(row.ask, `${where}.ask`);
  const isQuoted = ask > 0 && !(bid > ask);
  return {
    symbol: row.symbol, right: row.option_type, strike: row.strike,
    bid: isQuoted ? bid : Number.NaN,
    ask: isQuoted ? ask : Number.NaN,
    bidAt: stampOf(row.bid_date, `${where}.bid_date`),
    askAt: stampOf(row.ask_date, `${where}.ask_date`),
    openInterest: row.open_interest,
  };
};

/**
 * The options of one root and expiry in an answer to `GET markets/options/chains`.
 *
 * A row with a wrong field is refused alone, by the field's name. A crossed quote, or one without an offer, is NaN on both sides.
 * @throws BrokerError `tradier-shape` when the list itself is not there
 */
export const parseChain = (body: Body, root: string, date: SessionDate): TradierChain => {
  const options: TradierOption[] = [];
  const refused: string[] = [];
  let others = 0;
  for (const [i, value] of listOf(body, 'options', 'option').entries()) {
    try {
      const option = parseOption(value, `options.option.${i}`, root, date);
      if (option === 'other') others++;
      else options.push(option);
    } catch (error) {
      if (!isGammaError(error)) throw error;
      refused.push(error.message);
    }
  }
  return { options, refused, others };
};

/** Index prints older than this beside the newest option quote are not known. */
const INDEX_STALE_MS = 120_000;

const levelOf = (quote: TradierQuote | undefined, at: number): number =>
  quote !== undefined && quote.last > 0 && at - quote.tradedAt <= INDEX_STALE_MS ? quote.last : Number.NaN;

const volatilityOf = (quote: TradierQuote | undefined, date: SessionDate): number =>
  quote !== undefined && quote.last > 0 && quote.last < 1000 && !Number.isNaN(quote.tradedAt) && newYorkTime(quote.tradedAt).date === date ? quote.last : Number.NaN;

/** The official close once the index has printed it: its quote carries one, stamped after the session's close. */
const settlementOf = (quote: TradierQuote | undefined, date: SessionDate, closeMinute: number): number | undefined => {
  if (quote === undefined || Number.isNaN(quote.close) || Number.isNaN(quote.tradedAt)) return undefined;
  const traded = newYorkTime(quote.tradedAt);
  return traded.date === date && traded.minute >= closeMinute ? quote.close : undefined;
};

/** When a row is looked at, and of which session. */
export interface Look {
  readonly date: SessionDate;
  readonly closeMinute: number;
  /** Epoch ms at which the answer was here. */
  readonly now: number;
}

/**
 * A chain and two index quotes as one row of today's table.
 *
 * `at` is the newest option quote's stamp. A leg neither side of which was quoted today is NaN; so is an index level older than
 * two minutes beside the options, and a VIX of another day.
 */
export const snapshotOf = (chain: TradierChain, spx: TradierQuote | undefined, vix: TradierQuote | undefined, look: Look): ChainSnapshot => {
  const strikes = Float64Array.from(new Set(chain.options.map((option) => option.strike))).sort();
  const index = new Map([...strikes].map((strike, k) => [strike, k]));
  const columns = Array.from({ length: 3 }, () => new Float64Array(2 * strikes.length).fill(Number.NaN));
  let at = Number.NaN;
  for (const option of chain.options) {
    const newest = Math.max(Number.isNaN(option.bidAt) ? 0 : option.bidAt, Number.isNaN(option.askAt) ? 0 : option.askAt);
    if (newest > 0 && !(at >= newest)) at = newest;
    const cell = (option.right === 'put' ? 0 : strikes.length) + (index.get(option.strike) ?? 0);
    const isToday = newest > 0 && newYorkTime(newest).date === look.date;
    columns[0][cell] = isToday ? option.bid : Number.NaN;
    columns[1][cell] = isToday ? option.ask : Number.NaN;
    columns[2][cell] = option.openInterest;
  }
  return {
    date: look.date, at, minute: newYorkTime(look.now).minute,
    spot: levelOf(spx, at), vix: volatilityOf(vix, look.date),
    strikes, bid: columns[0], ask: columns[1],
    openInterest: columns[2].every(Number.isNaN) ? undefined : columns[2],
    settlement: settlementOf(spx, look.date, look.closeMinute),
  };
};
