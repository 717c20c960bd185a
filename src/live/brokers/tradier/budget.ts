/** What a request counts against. */
export type RequestKind = 'data' | 'trading';

/** Requests a minute, by kind, and how many of them are kept for ways out. */
export interface RateLimits {
  readonly data: number;
  readonly trading: number;
  readonly reservedForExits: number;
}

/** Tradier's limits an access token: 120 (sandbox 60) reads, 60 placings. */
export const limitsOf = (isSandbox: boolean): RateLimits => ({ data: isSandbox ? 60 : 120, trading: 60, reservedForExits: 10 });

/** Counts requests over the last minute and says how long to wait. */
export interface Budget {
  /** Milliseconds until a request of the kind may go; 0 is now. Ways out may use the reserve. */
  readonly waitMs: (kind: RequestKind, isExit: boolean) => number;
  readonly spend: (kind: RequestKind) => void;
  /** Takes the broker's own word: nothing of the kind before an instant of the broker's clock, `brokerNow` being its time now (epoch ms). */
  readonly heard: (kind: RequestKind, available: number, expiry: number, brokerNow: number) => void;
}

/** Epoch ms of a stamp given in seconds or milliseconds, by magnitude; NaN for anything else. */
export const epochOf = (stamp: number): number => (stamp >= 1e12 && stamp < 1e13 ? stamp : stamp >= 1e9 && stamp < 1e10 ? stamp * 1000 : Number.NaN);

const MINUTE_MS = 60_000;

/** A budget over a monotonic clock in ms. */
export const openBudget = (limits: RateLimits, elapsed: () => number): Budget => {
  const sent: Record<RequestKind, number[]> = { data: [], trading: [] };
  const blockedUntil: Record<RequestKind, number> = { data: 0, trading: 0 };
  return {
    waitMs: (kind, isExit) => {
      const now = elapsed();
      sent[kind] = sent[kind].filter((at) => at > now - MINUTE_MS);
      const allowed = limits[kind] - (isExit ? 0 : limits.reservedForExits);
      const full = sent[kind].length < allowed ? 0 : sent[kind][sent[kind].length - allowed] + MINUTE_MS - now;
      return Math.max(0, Math.ceil(Math.max(full, blockedUntil[kind] - now)));
    },
    spend: (kind) => {
      sent[kind].push(elapsed());
    },
    heard: (kind, available, expiry, brokerNow) => {
      if (available > 0 || Number.isNaN(expiry)) return;
      blockedUntil[kind] = elapsed() + Math.min(2 * MINUTE_MS, Math.max(0, expiry - brokerNow));
    },
  };
};
