/**
 * The last N trades per contract with exact running sums in whole cents.
 *
 * A loss is a result of zero or less, as published; its amount is counted positive.
 */
export interface TradeWindow {
  readonly push: (pnl: number) => void;
  readonly trades: () => number;
  readonly wins: () => number;
  readonly losses: () => number;
  readonly winSum: () => number;
  readonly lossSum: () => number;
  /** Remembered results, oldest first. */
  readonly values: () => number[];
}

export const tradeWindow = (capacity: number): TradeWindow => {
  const ring = new Float64Array(capacity);
  let count = 0;
  let head = 0;
  let wins = 0;
  let winSum = 0;
  let lossSum = 0;
  const account = (pnl: number, sign: 1 | -1): void => {
    if (pnl > 0) {
      wins += sign;
      winSum += sign * pnl;
    } else {
      lossSum -= sign * pnl;
    }
  };
  return {
    push: (pnl) => {
      if (count === capacity) account(ring[head], -1);
      else count++;
      ring[head] = pnl;
      head = head + 1 === capacity ? 0 : head + 1;
      account(pnl, 1);
    },
    trades: () => count,
    wins: () => wins,
    losses: () => count - wins,
    winSum: () => winSum,
    lossSum: () => lossSum,
    values: () => Array.from({ length: count }, (_, i) => ring[(head - count + i + 2 * capacity) % capacity]),
  };
};
