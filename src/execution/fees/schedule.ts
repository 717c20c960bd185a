import { z } from 'zod';
import type { Spread } from '../../strategy/index.ts';

/** Dollars per contract and side, by leg premium. */
const rates = z.strictObject({
  commission: z.number().min(0),
  /** Exchange fee below `premiumBreak` points of leg premium, and at or above it. */
  exchangeBelow: z.number().min(0),
  exchangeAbove: z.number().min(0),
  premiumBreak: z.number().positive(),
  clearing: z.number().min(0),
  regulatory: z.number().min(0),
  /** Dollars per contract of a leg that is cash-settled in the money. */
  cashSettlement: z.number().min(0),
  source: z.string().min(1),
});

/** What trading costs. There is no default: a study names a schedule, writes one, or says none and why. */
export const feesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none'), because: z.string().min(1) }),
  z.strictObject({ kind: z.literal('perContract'), ...rates.shape }),
]);
export type FeesConfig = z.infer<typeof feesSchema>;

/** One leg's price for a fee table: price cents. */
export type LegPrices = readonly number[];

/**
 * Fees of trading one package once, whole cents per contract, half up.
 *
 * @param legPrices each leg's mid, price cents, in the order of the legs
 * @example tradeFees(spxwRetail, vertical, [400, 150]) // 197: two legs at 0.35 + 0.58 + 0.025 + 0.03
 */
export const tradeFees = (fees: FeesConfig, spread: Spread, legPrices: LegPrices): number => {
  if (fees.kind === 'none') return 0;
  let dollars = 0;
  spread.legs.forEach((leg, i) => {
    const exchange = legPrices[i] < fees.premiumBreak * 100 ? fees.exchangeBelow : fees.exchangeAbove;
    dollars += Math.abs(leg.ratio) * (fees.commission + exchange + fees.clearing + fees.regulatory);
  });
  return Math.round(dollars * 100 + 1e-9);
};

/** Fees of cash settlement, whole cents per contract. */
export const settlementFees = (fees: FeesConfig, spread: Spread, settlement: number): number => {
  if (fees.kind === 'none') return 0;
  let dollars = 0;
  for (const leg of spread.legs) {
    const inTheMoney = leg.right === 'call' ? settlement > leg.strike : settlement < leg.strike;
    if (inTheMoney) dollars += Math.abs(leg.ratio) * fees.cashSettlement;
  }
  return Math.round(dollars * 100 + 1e-9);
};

/** The most fees a package can cost in and out, whole cents per contract. */
export const worstFees = (fees: FeesConfig, spread: Spread): number => {
  if (fees.kind === 'none') return 0;
  const contracts = spread.legs.reduce((sum, leg) => sum + Math.abs(leg.ratio), 0);
  const exchange = Math.max(fees.exchangeBelow, fees.exchangeAbove);
  const trade = fees.commission + exchange + fees.clearing + fees.regulatory;
  return Math.ceil(contracts * (trade + Math.max(trade, fees.cashSettlement)) * 100);
};

/** Schedules a study may name instead of writing out. */
export const namedFees = {
  'spxw-retail-2026': {
    kind: 'perContract', commission: 0.35, exchangeBelow: 0.49, exchangeAbove: 0.58, premiumBreak: 1,
    clearing: 0.025, regulatory: 0.03, cashSettlement: 0,
    source: 'SPXW customer exchange fees as passed on by retail brokers, OCC 0.025, regulatory 0.03; read in 2026, confirm on the account',
  },
  'published-half-dollar': {
    kind: 'perContract', commission: 0.5, exchangeBelow: 0, exchangeAbove: 0, premiumBreak: 1,
    clearing: 0, regulatory: 0, cashSettlement: 0,
    source: 'the published backtest: 0.50 a leg, charged here both ways',
  },
  none: { kind: 'none', because: 'asked for by name' },
} as const satisfies Record<string, FeesConfig>;
