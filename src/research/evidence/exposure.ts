import type { Trade } from '../../backtest/index.ts';

interface Step {
  readonly row: number;
  readonly isEntry: boolean;
  readonly trade: Trade;
}

/** Entries and exits of one session in the engine's order: without a delay, exits fill after the decisions of their row. */
const stepsOf = (trades: readonly Trade[], delayMinutes: number): Step[] => {
  const first = delayMinutes === 0 ? -1 : 1;
  return trades
    .flatMap((trade): Step[] => [{ row: trade.decidedRow, isEntry: true, trade }, { row: trade.exitRow, isEntry: false, trade }])
    .sort((a, b) => a.row - b.row || (a.isEntry === b.isEntry ? a.trade.id - b.trade.id : a.isEntry ? first : -first));
};

/**
 * Largest share of realised equity that open positions could have lost together, at any time of a study.
 *
 * A position binds its maximum loss from its decision to its exit. Shadow trades bind nothing.
 * @param trades of a study in order of conclusion
 * @param account its starting equity in cents, and the delay of its orders in minutes
 * @returns 0 without trades; above 1 when more was at risk than the account held; Infinity when it held nothing
 * @example largestExposure(result.trades, { startingEquity: 2_500_000, delayMinutes: 1 }) // 0.31
 */
export const largestExposure = (
  trades: readonly Trade[],
  { startingEquity, delayMinutes }: { readonly startingEquity: number; readonly delayMinutes: number },
): number => {
  const sessions = new Map<string, Trade[]>();
  for (const trade of trades) {
    if (trade.contracts === 0) continue;
    const known = sessions.get(trade.date);
    if (known === undefined) sessions.set(trade.date, [trade]);
    else known.push(trade);
  }
  let equity = startingEquity;
  let largest = 0;
  for (const session of sessions.values()) {
    let open = 0;
    for (const { isEntry, trade } of stepsOf(session, delayMinutes)) {
      const risk = trade.contracts * trade.maxLoss;
      open += isEntry ? risk : -risk;
      if (isEntry) largest = Math.max(largest, equity > 0 ? open / equity : Infinity);
      else equity += trade.pnl;
    }
  }
  return largest;
};
