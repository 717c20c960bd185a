import type { Right } from '../market/index.ts';
import type { Spread } from '../strategy/index.ts';
import { settlementDebit } from './settle.ts';

/** A finished trade of somebody's log. Money is dollars. */
export interface FinishedTrade {
  readonly line: number;
  readonly strategy: string;
  readonly opened: string;
  readonly closed: string;
  readonly reason: string;
  readonly lots: number;
  /** Quantities count all lots; negative when sold. */
  readonly legs: readonly { readonly expiry: string; readonly right: Right; readonly strike: number; readonly quantity: number; readonly price: number }[];
  /** Per lot, received when positive. */
  readonly premium: number;
  /** Index level the log settled on, points. */
  readonly closingPrice: number;
  readonly pnl: number;
  /** Of all lots; undefined when the log has none. */
  readonly fees: number | undefined;
}

/** A trade whose logged P/L is not what premium, settlement and fees give. */
export interface SettlementMismatch {
  readonly line: number;
  readonly date: string;
  /** Dollars. */
  readonly logged: number;
  readonly recomputed: number;
}

/** A session the log settled on another level than the official close. */
export interface CloseDifference {
  readonly date: string;
  /** Points. */
  readonly logged: number;
  readonly official: number;
  readonly trades: number;
}

/** How much less than its legs' prices a strategy was paid: the log's slippage, dollars a lot. */
export interface LoggedSlippage {
  readonly strategy: string;
  readonly dollars: number;
  readonly trades: number;
}

export interface TradeAudit {
  readonly trades: number;
  /** Trades opened, expired and settled on one day, all of which were recomputed. */
  readonly expired: number;
  readonly settlementMismatches: readonly SettlementMismatch[];
  /** Undefined when no official closes were given. */
  readonly officialCloseDifferences: readonly CloseDifference[] | undefined;
  /** Sessions of expired trades without an official close. */
  readonly withoutOfficialClose: readonly string[];
  readonly unchecked: readonly { readonly line: number; readonly date: string; readonly why: string }[];
  readonly slippage: readonly LoggedSlippage[];
  /** Fee a contract that P/L implies, dollars, where the log states none; undefined where it does or nothing expired. */
  readonly impliedFee: number | undefined;
}

const whyUnchecked = ({ opened, closed, reason, legs }: FinishedTrade): string | undefined => {
  const later = legs.find(({ expiry }) => expiry !== opened)?.expiry;
  if (later !== undefined) return `not a 0DTE trade: a leg expires ${later}, so not all legs are settled`;
  if (reason !== 'Expired') return `left before expiry (${reason}) at a price not given by leg`;
  return closed === opened ? undefined : `closed ${closed}, another day than its legs expired`;
};

/** What a trade earned before fees, whole cents, all lots: premium less what its legs owe at the logged close. */
const grossOf = ({ legs, lots, premium, closingPrice }: FinishedTrade): number => {
  const package_: Spread = { kind: 'custom', legs: legs.map(({ right, strike, quantity }) => ({ right, strike, ratio: quantity })) };
  return Math.round(premium * lots * 100) - settlementDebit(package_, closingPrice);
};

const contractsOf = (trade: FinishedTrade): number => trade.legs.reduce((sum, { quantity }) => sum + Math.abs(quantity), 0);

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Median fee a contract, cents, that P/L leaves where the log states no fees. */
const impliedFeeOf = (expired: readonly FinishedTrade[]): number | undefined => {
  const silent = expired.filter(({ fees }) => fees === undefined);
  return silent.length === 0 ? undefined : middle(silent.map((trade) => (grossOf(trade) - trade.pnl * 100) / contractsOf(trade)));
};

const slippageOf = (trades: readonly FinishedTrade[]): LoggedSlippage[] => {
  const counts = new Map<string, LoggedSlippage>();
  for (const { legs, lots, premium, strategy } of trades) {
    const prices = legs.reduce((sum, { quantity, price }) => sum - quantity * price * 100, 0) / lots;
    const dollars = Math.round((prices - premium) * 100) / 100 + 0;
    const key = `${strategy}\n${dollars}`;
    counts.set(key, { strategy, dollars, trades: (counts.get(key)?.trades ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => (a.strategy === b.strategy ? b.trades - a.trades : a.strategy < b.strategy ? -1 : 1));
};

const differencesOf = (expired: readonly FinishedTrade[], closes: ReadonlyMap<string, number>): CloseDifference[] => {
  const found = new Map<string, CloseDifference>();
  for (const { opened: date, closingPrice: logged } of expired) {
    const official = closes.get(date);
    if (official === undefined || Math.abs(official - logged) < 0.005) continue;
    const key = `${date} ${logged}`;
    found.set(key, { date, logged, official, trades: (found.get(key)?.trades ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
};

/**
 * Settles a log's expired 0DTE trades again, with the code that settles backtests, and compares to the cent.
 *
 * P/L = premium x lots - what the legs owe at the logged close - fees. Where a log states no fees, one fee a contract must
 * explain every trade. Half a cent of rounding in the log is allowed.
 *
 * @param closes official daily closes by date; undefined to leave that comparison out
 * @example auditTrades(parseOptionOmegaLog(text, 'log.csv'), closes).settlementMismatches.length // 0
 */
export const auditTrades = (trades: readonly FinishedTrade[], closes: ReadonlyMap<string, number> | undefined): TradeAudit => {
  const expired = trades.filter((trade) => whyUnchecked(trade) === undefined);
  const impliedFee = impliedFeeOf(expired);
  const settlementMismatches = expired.flatMap((trade): SettlementMismatch[] => {
    const fees = trade.fees === undefined ? (impliedFee ?? 0) * contractsOf(trade) : trade.fees * 100;
    const recomputed = grossOf(trade) - fees;
    const isSame = Math.abs(recomputed - trade.pnl * 100) <= 0.5 + 1e-6;
    return isSame ? [] : [{ line: trade.line, date: trade.opened, logged: trade.pnl, recomputed: Math.round(recomputed) / 100 }];
  });
  const dates = [...new Set(expired.map(({ opened }) => opened))].sort();
  return {
    trades: trades.length,
    expired: expired.length,
    settlementMismatches,
    officialCloseDifferences: closes === undefined ? undefined : differencesOf(expired, closes),
    withoutOfficialClose: closes === undefined ? [] : dates.filter((date) => !closes.has(date)),
    unchecked: trades.flatMap((trade) => {
      const why = whyUnchecked(trade);
      return why === undefined ? [] : [{ line: trade.line, date: trade.opened, why }];
    }),
    slippage: slippageOf(trades),
    impliedFee: impliedFee === undefined ? undefined : impliedFee / 100,
  };
};
