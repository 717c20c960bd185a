import { z } from 'zod';
import { BrokerError, centsFromDollars, mustBe } from '../../../kernel/index.ts';
import type { AccountFacts, Holding } from '../../ports.ts';
import type { Body } from './wire.ts';
import { idSchema, instantOf, isBody, listOf, maybeNumber, maybeText, partOf, shaped } from './wire.ts';

const positionSchema = z.object({ symbol: z.string().min(1), quantity: z.number(), cost_basis: z.number(), date_acquired: z.string() });

/** A position as Tradier lists it. `costBasis` is cents, negative for what was sold. */
export interface TradierPosition extends Holding {
  readonly costBasis: number;
  readonly acquiredAt: number;
}

/** Positions of an answer. @throws BrokerError `tradier-shape`; an absent key is no empty account */
export const parsePositions = (body: Body): readonly TradierPosition[] =>
  listOf(body, 'positions', 'position').map((value, i) => {
    const where = `positions.position.${i}`;
    const { symbol, quantity, cost_basis, date_acquired } = shaped(positionSchema, value, where);
    return { symbol, quantity, costBasis: centsFromDollars(cost_basis), acquiredAt: instantOf(date_acquired, `${where}.date_acquired`) };
  });

/** Net contracts by symbol: two entries of one symbol are one holding; a net of zero is none. */
export const holdingsOf = (positions: readonly Holding[]): readonly Holding[] => {
  const net = new Map<string, number>();
  for (const { symbol, quantity } of positions) net.set(symbol, (net.get(symbol) ?? 0) + quantity);
  return [...net].filter(([, quantity]) => quantity !== 0).map(([symbol, quantity]) => ({ symbol, quantity }));
};

const balancesSchema = z.object({ account_number: idSchema, account_type: z.string(), total_cash: z.number(), total_equity: z.number() });

/** Balances as Tradier states them. Cents. */
export interface TradierBalances {
  readonly account: string;
  /** `cash`, `margin` or `pdt`. */
  readonly type: string;
  readonly cash: number;
  readonly equity: number;
  readonly buyingPower: number | undefined;
}

const dollars = (part: unknown, key: string): number | undefined => {
  const value = isBody(part) ? part[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? centsFromDollars(value) : undefined;
};

/** Balances of an answer; buying power is undefined when absent or not a number. @throws BrokerError `tradier-shape` */
export const parseBalances = (body: Body): TradierBalances => {
  const part = partOf(body, 'balances');
  const { account_number, account_type, total_cash, total_equity } = shaped(balancesSchema, part, 'balances');
  const type = account_type.toLowerCase();
  const buyingPower = type === 'cash' ? dollars(part.cash, 'cash_available') : dollars(part[type], 'option_buying_power');
  return { account: account_number, type, cash: centsFromDollars(total_cash), equity: centsFromDollars(total_equity), buyingPower };
};

const profileSchema = z.object({ account_number: idSchema, type: maybeText, status: maybeText.catch(undefined), option_level: maybeNumber, day_trader: z.boolean().optional() });

/** One account of the key's owner. */
export interface TradierProfile {
  readonly account: string;
  readonly type: string | undefined;
  readonly status: string | undefined;
  readonly optionLevel: number;
  readonly isDayTrader: boolean | undefined;
}

/** Accounts the key opens. @throws BrokerError `tradier-shape` */
export const parseProfile = (body: Body): readonly TradierProfile[] =>
  listOf(body, 'profile', 'account').map((value, i) => {
    const { account_number, type, status, option_level, day_trader } = shaped(profileSchema, value, `profile.account.${i}`);
    return { account: account_number, type: type?.toLowerCase(), status: status?.toLowerCase(), optionLevel: option_level, isDayTrader: day_trader };
  });

/** Tradier option level from which spreads may be sold. */
const spreadLevel = 3;

/**
 * Checks that a key opens the pinned account. Sandbox accounts are numbered VA...; a real one is not.
 *
 * @throws BrokerError `tradier-auth` when the account is not among the key's, or is of the other world
 */
export const mustOpenAccount = (profiles: readonly TradierProfile[], account: string, isReal: boolean): TradierProfile => {
  const found = profiles.find((profile) => profile.account === account);
  const ending = `...${account.slice(-4)}`;
  if (found === undefined) {
    const held = profiles.map((profile) => `...${profile.account.slice(-4)}`);
    throw new BrokerError('tradier-auth', mustBe('the key', `one that opens account ${ending}`, held, 'give the key of that account'), false);
  }
  if (isReal === account.startsWith('VA')) {
    const what = isReal ? 'a real account (not VA...) at the production address' : 'a sandbox account (VA...) at the sandbox address';
    throw new BrokerError('tradier-auth', mustBe('the account', what, ending, 'key, account and address must belong together'), false);
  }
  return found;
};

/** What the runner asks of an account, from the two answers that say it. @throws BrokerError `tradier-auth` on another account's balances */
export const factsOf = (balances: TradierBalances, profile: TradierProfile, isReal: boolean): AccountFacts => {
  if (balances.account !== profile.account) {
    throw new BrokerError('tradier-auth', mustBe('balances', `those of account ...${profile.account.slice(-4)}`, `...${balances.account.slice(-4)}`, 'nothing is sent until they are'), false);
  }
  const maySpread = Number.isNaN(profile.optionLevel) ? undefined : balances.type !== 'cash' && profile.optionLevel >= spreadLevel;
  return {
    account: balances.account, isReal, cash: balances.cash, equity: balances.equity, buyingPower: balances.buyingPower, maySpread, dayTradesLeft: undefined,
  };
};
