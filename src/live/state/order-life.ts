import { InvariantError } from '../../kernel/index.ts';

/** Ends the broker can state. */
export type OrderEnd = 'filled' | 'cancelled' | 'expired' | 'rejected';

/** What can be learned of an order, in any order and any number of times. */
export type OrderEvent =
  | { readonly kind: 'acknowledged'; readonly brokerId: string }
  | { readonly kind: 'unknown'; readonly why: string }
  /** Refused by the broker or never sent: it does not exist. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Cumulative packages; a repeat changes nothing. */
  | { readonly kind: 'fill'; readonly filled: number }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'ended'; readonly end: OrderEnd; readonly filled: number }
  /** The tag was absent from enough healthy reads. */
  | { readonly kind: 'voided' };

export type OrderState =
  | 'submitting' | 'unknown' | 'working' | 'partlyFilled' | 'cancelling' | OrderEnd | 'voided';

/** Facts gathered of one order. Facts only grow, so the state does not depend on the order they came in. */
export interface OrderLife {
  readonly contracts: number;
  readonly brokerId: string | undefined;
  readonly filled: number;
  readonly isUnknown: boolean;
  readonly isRefused: boolean;
  readonly isCancelling: boolean;
  readonly isVoided: boolean;
  readonly end: OrderEnd | undefined;
}

/** An order promised: about to be sent. */
export const promised = (contracts: number): OrderLife => ({
  contracts, brokerId: undefined, filled: 0, isUnknown: false, isRefused: false, isCancelling: false, isVoided: false, end: undefined,
});

const rank: Record<OrderEnd, number> = { rejected: 0, expired: 1, cancelled: 2, filled: 3 };

const fillTo = (life: OrderLife, filled: number): number => {
  if (!Number.isInteger(filled) || filled < 0 || filled > life.contracts) throw new InvariantError(`${filled} of ${life.contracts} packages filled`);
  if (filled < life.filled) throw new InvariantError(`fills fell from ${life.filled} to ${filled} packages`);
  return filled;
};

/**
 * An order after one more fact. Pure.
 *
 * No timer ends an order: only the broker's own word or `voided` does, and a fill outlives both.
 * @throws InvariantError when a cumulative fill falls or exceeds the order
 */
export const next = (life: OrderLife, event: OrderEvent): OrderLife => {
  switch (event.kind) {
    case 'acknowledged':
      return { ...life, brokerId: life.brokerId ?? event.brokerId };
    case 'unknown':
      return { ...life, isUnknown: true };
    case 'refused':
      return { ...life, isRefused: true };
    case 'fill':
      return { ...life, filled: fillTo(life, event.filled) };
    case 'cancelling':
      return { ...life, isCancelling: true };
    case 'voided':
      return { ...life, isVoided: true };
    case 'ended': {
      const better = life.end === undefined || rank[event.end] > rank[life.end];
      return { ...life, filled: fillTo(life, Math.max(life.filled, event.filled)), end: better ? event.end : life.end };
    }
    default:
      throw new InvariantError('an order event of no kind');
  }
};

/** Where an order stands, from what is known of it. */
export const stateOf = (life: OrderLife): OrderState => {
  if (life.filled === life.contracts && life.contracts > 0) return 'filled';
  if (life.end !== undefined) return life.end;
  if (life.filled > 0) return life.isCancelling ? 'cancelling' : 'partlyFilled';
  if (life.brokerId !== undefined) return life.isVoided ? 'voided' : life.isCancelling ? 'cancelling' : 'working';
  if (life.isVoided) return 'voided';
  if (life.isRefused) return 'rejected';
  return life.isUnknown ? 'unknown' : 'submitting';
};

/** Whether nothing more is expected of an order. A late fill may still correct `voided`, `cancelled` and `expired`. */
export const isFinal = (state: OrderState): boolean =>
  state === 'filled' || state === 'cancelled' || state === 'expired' || state === 'rejected' || state === 'voided';
