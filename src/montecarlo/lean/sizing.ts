import { haltLevel, kellyFraction } from '../../strategy/index.ts';
import type { AccountRules } from '../rules.ts';

/** Sizing laid out for the lean kernels: constants, and a bound above which the cap is certain. */
export interface LeanSizing {
  readonly cap: number;
  readonly window: number;
  /** Trades, wins and losses needed before the record decides; more than any path has when it never does. */
  readonly minTrades: number;
  readonly minWins: number;
  readonly minLosses: number;
  readonly multiplier: number;
  /** Cents. */
  readonly risk: number;
  readonly floor: number;
  /** Stake until the record decides; NaN: `before` contracts whatever the equity. */
  readonly stakeBefore: number;
  readonly before: number;
  /** `before` contracts throughout. */
  readonly isFixed: boolean;
  /** Cap times risk, a billionth higher: beyond it rounding cannot matter. */
  readonly certain: number;
  /** Rate over all trades, averages over the last wins and the last losses apart: for walkEventsInWasm only. */
  readonly isSeparate: boolean;
  /** Buying power is limited to equity. */
  readonly isLimited: boolean;
  /** Equity below which the account halts, cents. */
  readonly haltBelow: number;
}

/** What the window of last trades adds up to. Cents. */
export interface WindowSums {
  readonly trades: number;
  readonly wins: number;
  readonly net: number;
  readonly winSum: number;
}

const NEVER = 2 ** 30;

/** What differs between the ways of sizing. */
type Constants = Omit<LeanSizing, 'isLimited' | 'haltBelow'>;

const always = (contracts: number, cap: number): Constants => ({
  cap, window: 1, minTrades: NEVER, minWins: 0, minLosses: 0, multiplier: 0, risk: 1, floor: 0, stakeBefore: NaN, before: contracts,
  isFixed: true, certain: Infinity, isSeparate: false,
});

const byRecord = (sizing: Extract<AccountRules['sizing'], { policy: 'kelly-seed' }>): Constants => {
  const { cap, window, minTrades, minWins, minLosses, multiplier, floor, statistics, bootstrap: { winRate, averageWin, averageLoss } } = sizing;
  const risk = sizing.riskPerContract * 100;
  const edge = { winRate, averageWin: averageWin * 100, averageLoss: averageLoss * 100 };
  const stakeBefore = edge.averageWin > 0 ? kellyFraction(edge) * multiplier : 0;
  return {
    cap, window, minTrades, minWins, minLosses, multiplier, risk, floor, stakeBefore, before: 0,
    isFixed: false, certain: cap * risk * (1 + 1e-9), isSeparate: statistics === 'separate',
  };
};

const constantsOf = (sizing: AccountRules['sizing']): Constants | undefined => {
  if (sizing.policy === 'fixed') return always(sizing.contracts, sizing.contracts);
  if (sizing.policy !== 'kelly-seed') return undefined;
  return sizing.enabled ? byRecord(sizing) : always(Math.min(sizing.cap, sizing.fallback), sizing.cap);
};

/** The rules as constants, or undefined when only the sizing module itself can answer. */
export const leanSizingOf = ({ sizing, account }: AccountRules): LeanSizing | undefined => {
  const constants = constantsOf(sizing);
  if (constants === undefined) return undefined;
  const { cap, window, minTrades, minWins, minLosses, multiplier, risk, floor, stakeBefore, before, isFixed, certain, isSeparate } = constants;
  // Written out, not spread: the engine keeps the shape of a literal, and with it what it compiled, from one job to the next.
  return {
    cap, window, minTrades, minWins, minLosses, multiplier, risk, floor, stakeBefore, before, isFixed, certain, isSeparate,
    isLimited: account.margin === 'definedRisk', haltBelow: haltLevel(account),
  };
};

const lotsOf = ({ cap, risk, floor }: LeanSizing, equity: number, stake: number): number => {
  const lots = stake > 0 ? Math.floor((equity * stake) / risk) : 0;
  return Math.min(cap, Math.max(floor, lots, 0));
};

/** Contracts before the record decides. */
export const lotsBefore = (sizing: LeanSizing, equity: number): number =>
  Number.isNaN(sizing.stakeBefore) ? sizing.before : lotsOf(sizing, equity, sizing.stakeBefore);

/** Contracts by the record: the sizing module's own arithmetic, operation by operation. */
export const lotsByRecord = (sizing: LeanSizing, equity: number, { trades, wins, net, winSum }: WindowSums): number => {
  const averageWin = wins === 0 ? 0 : winSum / wins;
  const averageLoss = wins === trades ? 0 : (winSum - net) / (trades - wins);
  const stake = averageWin > 0 ? kellyFraction({ winRate: wins / trades, averageWin, averageLoss }) * sizing.multiplier : 0;
  return lotsOf(sizing, equity, stake);
};
