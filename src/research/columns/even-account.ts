import type { RiskConfig } from '../../strategy/index.ts';
import { haltLevel } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import type { AccountResult } from '../replay-account.ts';
import type { Coded } from './combine.ts';

/** Where each session's candidates lie, and what all its entries bind together at most, cents a contract [D]. */
export interface SessionBounds {
  readonly first: Int32Array;
  readonly risk: Float64Array;
}

/** Bounds of D sessions; `first` has one more entry, the end. */
export const sessionBounds = ({ session, decisions }: PackedCandidates, sessions: number): SessionBounds => {
  const first = new Int32Array(sessions + 1);
  const risk = new Float64Array(sessions);
  session.forEach((d, i) => (first[d + 1] = i + 1));
  for (const { session: d, maxLoss } of decisions) risk[d] += maxLoss;
  for (let d = 1; d <= sessions; d++) first[d] = Math.max(first[d], first[d - 1]);
  return { first, risk };
};

/**
 * The account of a plan that always trades the same number of contracts and that nothing limits: no walk is needed.
 *
 * @returns undefined when the plan is another, or when the account might have halted or run out of buying power in some
 * session, by bounds that hold for any order of its trades: ask `replayAccount`
 */
export const evenAccount = (coded: Coded, { account, sizing, limits }: RiskConfig, { first, risk }: SessionBounds): AccountResult | undefined => {
  if (sizing.policy !== 'fixed' || Object.values(limits).some((limit) => limit !== null)) return undefined;
  const { contracts } = sizing;
  const totals = contracts === 0 ? undefined : coded.totals(first);
  if (totals === undefined) return undefined;
  const { sums, losses, wins, passed } = totals;
  const startingEquity = Math.round(account.startingEquity * 100);
  const halt = haltLevel(account);
  const daily = new Float64Array(risk.length);
  let equity = startingEquity;
  let gained = 0;
  let lost = 0;
  for (let d = 0; d < daily.length; d++) {
    const loss = losses[d];
    const worst = equity + contracts * loss;
    if (worst < halt || worst < contracts * risk[d]) return undefined;
    daily[d] = contracts * sums[d];
    equity += daily[d];
    gained += sums[d] - loss;
    lost -= loss;
  }
  return {
    daily, wins, startingEquity,
    trades: coded.candidates - passed, grossWin: contracts * gained, grossLoss: contracts * lost,
    endingEquity: equity, isHalted: false,
  };
};
