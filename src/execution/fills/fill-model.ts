import { z } from 'zod';
import type { PackageQuote } from '../../strategy/index.ts';

/** Why a package trades: stops pay more than targets. */
export type FillUrgency = 'entry' | 'exit' | 'stop';

const side = z.strictObject({
  /** Share of the package's half width paid away from the mid: 0 is the mid, 1 the far side, above 1 beyond it. */
  share: z.number().min(0).max(5),
  /** Least distance from the mid, points a package. */
  atLeast: z.number().min(0),
  /** Further distance from the mid, points a package: slippage. */
  slippage: z.number().min(0),
});

/** What a package fills at, measured from its mid. There is no default: a study states all three. */
export const fillsSchema = z.strictObject({ entry: side, exit: side, stop: side });
export type FillsConfig = z.infer<typeof fillsSchema>;

/** Distance from the mid at which a package fills, price cents; never negative. */
export const concession = (fills: FillsConfig, urgency: FillUrgency, quote: PackageQuote): number => {
  const { share, atLeast, slippage } = fills[urgency];
  return Math.max(share * quote.halfWidth, atLeast * 100) + slippage * 100;
};

/** Credit received for selling the package, price cents. @param times multiple of the concession, for quotes of little trust */
export const creditAt = (fills: FillsConfig, quote: PackageQuote, times = 1): number =>
  quote.mid - times * concession(fills, 'entry', quote);

/** Debit paid to buy the package back, price cents; `quote` is that of the sold package. Never above the most it can be worth. */
export const debitAt = (fills: FillsConfig, urgency: FillUrgency, quote: PackageQuote, most: number): number =>
  Math.min(quote.mid + concession(fills, urgency, quote), most);

const flat = (share: number, atLeast: number, slippage: number) => ({ share, atLeast, slippage });

/** Fill models a study may name instead of writing out. */
export const namedFills = {
  mid: { entry: flat(0, 0, 0), exit: flat(0, 0, 0), stop: flat(0, 0, 0) },
  half: { entry: flat(0.5, 0.05, 0), exit: flat(0.5, 0.05, 0), stop: flat(1, 0.05, 0.05) },
  cross: { entry: flat(1, 0, 0), exit: flat(1, 0, 0), stop: flat(1, 0, 0) },
  pessimistic: { entry: flat(1, 0.05, 0.05), exit: flat(1, 0.05, 0.05), stop: flat(1, 0.05, 0.2) },
} as const satisfies Record<string, FillsConfig>;
