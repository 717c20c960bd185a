import { z } from 'zod';

const share = z.number().min(0).max(1);
const dollars = z.number().min(0);

/** What to size by until enough trades are known. Averages in dollars per contract. */
const bootstrap = z.strictObject({ winRate: share, averageWin: dollars, averageLoss: dollars });

const kelly = {
  /** Share of the optimum staked: 0.5 is half-Kelly. */
  multiplier: z.number().min(0).max(1),
  /** Most contracts of one position. */
  cap: z.int().min(0).max(1000),
  /** Trades remembered. */
  window: z.int().min(1).max(1000),
};

/** Half-Kelly as published: risk fraction of a two-outcome bet, divided by a declared risk per contract. */
export const kellySeedSchema = z.strictObject({
  policy: z.literal('kelly-seed'),
  /** False falls back to `fallback` contracts. */
  enabled: z.boolean(),
  fallback: z.int().min(0).max(1000),
  ...kelly,
  /** Dollars at risk a contract: the declared risk unit. */
  riskPerContract: z.number().positive(),
  /** `lastTrades`: rate and averages over one window. `separate`: rate over all trades, averages over the last wins and losses apart. */
  statistics: z.enum(['lastTrades', 'separate']),
  minTrades: z.int().min(0),
  minWins: z.int().min(0),
  minLosses: z.int().min(0),
  bootstrap,
  /** Contracts traded when the formula says none: the published floor of 1. */
  floor: z.int().min(0).max(1),
});

/** Growth-optimal share of the empirical distribution of return on maximum loss. Zero edge gives zero. */
export const kellyLogSchema = z.strictObject({
  policy: z.literal('kelly-log'),
  ...kelly,
  minTrades: z.int().min(2),
  /** Contracts traded until `minTrades` are known. */
  before: z.int().min(0).max(1000),
});

/** `kelly-log` shrunk by the error of the edge and by losses not yet seen. */
export const kellyShrunkSchema = z.strictObject({
  policy: z.literal('kelly-shrunk'),
  ...kelly,
  minTrades: z.int().min(2),
  before: z.int().min(0).max(1000),
  /** One-sided confidence of the lower bound of the edge. */
  confidence: z.number().min(0.5).max(0.999),
  /** Full maximum losses added to the window before the optimum is sought. */
  unseenLosses: z.int().min(0).max(100),
});

export const fixedSchema = z.strictObject({
  policy: z.literal('fixed'),
  contracts: z.int().min(0).max(1000),
});

export const sizingSchema = z.discriminatedUnion('policy', [fixedSchema, kellySeedSchema, kellyLogSchema, kellyShrunkSchema]);

export type SizingConfig = z.infer<typeof sizingSchema>;
export type KellySeedConfig = z.infer<typeof kellySeedSchema>;
export type KellyLogConfig = z.infer<typeof kellyLogSchema>;
export type KellyShrunkConfig = z.infer<typeof kellyShrunkSchema>;

/** The account rules every sizing answer obeys. */
export const accountSchema = z.strictObject({
  /** Dollars at the start. */
  startingEquity: z.number().positive().max(1e9),
  /** Trading halts when equity falls strictly below this share of the start: 0.5 is the published half. */
  haltBelow: share,
  /** `definedRisk`: maximum loss of open positions may not exceed equity. `none`: as published, no margin at all. */
  margin: z.enum(['definedRisk', 'none']),
});
export type AccountConfig = z.infer<typeof accountSchema>;

/** Why a number of contracts is what it is. */
export type SizingReason =
  | 'kelly' | 'bootstrap' | 'floor' | 'capped' | 'noEdge' | 'buyingPower' | 'halted' | 'disabled';

export interface Sized {
  /** Whole contracts; zero is an answer. */
  readonly contracts: number;
  readonly because: SizingReason;
}
