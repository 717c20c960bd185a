/** What is asked of one option of an order. `quantity` is contracts in all. */
export interface AskedLeg {
  readonly symbol: string;
  readonly side: 'buy_to_open' | 'sell_to_open' | 'buy_to_close' | 'sell_to_close';
  readonly quantity: number;
}

/** An order as it arrives. `credit` is the limit for one package: price cents received, negative when paid. */
export interface Asked {
  readonly tag: string | undefined;
  readonly legs: readonly AskedLeg[];
  readonly credit: number;
  /** Whose it is: the account's own program, somebody else with the account, or the broker's desk. */
  readonly by: 'program' | 'stranger' | 'desk';
  /** Whether a lasting promise of it could be seen when it arrived; undefined where nobody looked. */
  readonly promised?: boolean | undefined;
}

/** One leg of an order in the book: contracts filled, and cents they cost (negative: they paid). */
export interface BookLeg extends AskedLeg {
  filled: number;
  cost: number;
  /** What lists show until `shownAt`, epoch ms: one leg is reported after the other. */
  before: { readonly filled: number; readonly cost: number };
  shownAt: number;
}

export type BookStatus = 'pending' | 'open' | 'partially_filled' | 'filled' | 'canceled' | 'expired' | 'rejected';

/** An order in the venue's book. */
export interface BookOrder {
  readonly id: number;
  readonly asked: Asked;
  readonly packages: number;
  readonly placedAt: number;
  /** Epoch ms from which lists show it. */
  visibleAt: number;
  readonly legs: readonly BookLeg[];
  status: BookStatus;
  reason: string | undefined;
  /** Each fill: packages, and price cents a package brought. */
  readonly fills: { readonly at: number; readonly packages: number; readonly credit: number }[];
  /** Cents of fees so far. */
  fees: number;
  changedAt: number;
  /** Epoch ms of its next meeting with the market, and of its cancel; Infinity when none is due. */
  nextTry: number;
  cancelAt: number;
}

export const isWorking = ({ status }: Pick<BookOrder, 'status'>): boolean => status === 'pending' || status === 'open' || status === 'partially_filled';

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Packages of an order: the greatest number its legs' contracts share. */
export const packagesIn = (legs: readonly { readonly quantity: number }[]): number => legs.map(({ quantity }) => quantity).reduce(gcd);

export const isBuy = (side: AskedLeg['side']): boolean => side.startsWith('buy');
export const isOpening = ({ legs }: Pick<Asked, 'legs'>): boolean => legs.every(({ side }) => side.endsWith('_to_open'));

/** A leg as lists show it at an instant. */
export const shownLeg = (leg: BookLeg, now: number): { readonly filled: number; readonly cost: number } => (leg.shownAt <= now ? leg : leg.before);

/** Whole packages lists show as filled at an instant, and price cents they brought on average; NaN when none. */
export const shownPackages = (order: BookOrder, now: number): { readonly packages: number; readonly credit: number } => {
  const packages = Math.min(...order.legs.map((leg) => Math.floor((shownLeg(leg, now).filled * order.packages) / leg.quantity)));
  let left = packages;
  let brought = 0;
  for (const fill of order.fills) {
    const taken = Math.min(left, fill.packages);
    brought += taken * fill.credit;
    left -= taken;
  }
  return { packages, credit: packages === 0 ? Number.NaN : brought / packages };
};

/** Whole packages filled on every leg. */
export const packagesFilled = ({ legs, packages }: Pick<BookOrder, 'legs' | 'packages'>): number =>
  Math.min(...legs.map((leg) => Math.floor((leg.filled * packages) / leg.quantity)));
