import type { AskedLeg } from './orders.ts';
import { isBuy } from './orders.ts';
import type { Tape } from './tape.ts';

const net = (legs: readonly AskedLeg[], packages: number, tape: Tape, now: number, isNatural: boolean): number => {
  let credit = 0;
  for (const leg of legs) {
    const { bid, ask } = tape.quote(leg.symbol, now);
    const ratio = leg.quantity / packages;
    credit += isBuy(leg.side) ? -ratio * (isNatural ? ask : bid) : ratio * (isNatural ? bid : ask);
  }
  return credit;
};

/** Price cents one package brings when every leg crosses its spread: negative when it costs. NaN when a side is not quoted. */
export const netBid = (legs: readonly AskedLeg[], packages: number, tape: Tape, now: number): number => net(legs, packages, tape, now, true);

/** Price cents one package would bring if every other party crossed instead. */
export const netAsk = (legs: readonly AskedLeg[], packages: number, tape: Tape, now: number): number => net(legs, packages, tape, now, false);

/**
 * Whole price cents of each leg that net to a package credit exactly: mids rounded down, the difference put on one leg of ratio one.
 *
 * A package may print legs at any cent; only the net is on a grid.
 */
export const priceLegs = (legs: readonly AskedLeg[], packages: number, credit: number, tape: Tape, now: number): number[] => {
  const prices = legs.map(({ symbol }) => {
    const { bid, ask } = tape.quote(symbol, now);
    return Number.isNaN(bid + ask) ? 0 : Math.floor((bid + ask) / 2);
  });
  const brought = legs.reduce((sum, leg, i) => sum + (isBuy(leg.side) ? -1 : 1) * (leg.quantity / packages) * prices[i], 0);
  const off = credit - brought;
  const takes = legs.findIndex((leg, i) => leg.quantity === packages && prices[i] + (isBuy(leg.side) ? -off : off) >= 0);
  const at = Math.max(0, takes);
  prices[at] += isBuy(legs[at].side) ? -off : off;
  return prices;
};
