import type { Spread } from '../strategy/index.ts';
import { debitAtExpiry } from '../strategy/index.ts';

/**
 * What a sold package owes at cash settlement, whole cents per contract.
 *
 * Every leg settles on the same official value to 0.01 point; exactly at a strike expires worthless.
 * @param settlement points
 * @example settlementDebit(putVertical(5900, 5890), 5893) // 70000
 */
export const settlementDebit = (spread: Spread, settlement: number): number => {
  const official = Math.round(settlement * 100) / 100;
  return Math.round(debitAtExpiry(spread, official) * 10000);
};
