import type { RiskConfig } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import type { AccountResult } from '../replay-account.ts';
import type { Coded } from './combine.ts';

/** Where each session's candidates lie, and what they bind together at most, cents a contract. [D] */
export interface SessionBounds {
  readonly first: Int32Array;
  readonly risk: Float64Array;
}

/** Bounds of D sessions; `first` has one more entry, the end. */
export const sessionBounds = ({ session, opened }: PackedCandidates, sessions: number): SessionBounds => {
  const first = new Int32Array(sessions + 1);
  const risk = new Float64Array(sessions);
  session.forEach((d, i) => {
    first[d + 1] = i + 1;
    risk[d] += opened[i].maxLoss;
  });
  for (let d = 1; d <= sessions; d++) first[d] = Math.max(first[d], first[d - 1]);
  return { first, risk };
};

/**
 * The account of a plan that always trades the same number of contracts and that nothing limits: no walk is needed.
 *
 * @returns undefined when the plan is another, or when the account might have halted or run out of buying power in some
 * session, by bounds that hold for any order of its trades: ask `replayAccount`
 */
export const evenAccount = ({ code, layout }: Coded, { account, sizing, limits }: RiskConfig, { first, risk }: SessionBounds): AccountResult | undefined => {
  if (sizing.policy !== 'fixed' || Object.values(limits).some((limit) => limit !== null)) return undefined;
  const { contracts } = sizing;
  if (contracts === 0) return undefined;
  const { least, resultBits } = layout;
  const mask = 2 ** resultBits - 1;
  const startingEquity = Math.round(account.startingEquity * 100);
  const halt = account.haltBelow * account.startingEquity * 100;
  const daily = new Float64Array(first.length - 1);
  let equity = startingEquity;
  let wins = 0;
  let gained = 0;
  let lost = 0;
  for (let d = 0; d < daily.length; d++) {
    let sum = 0;
    let down = 0;
    const end = first[d + 1];
    for (let i = first[d]; i < end; i++) {
      const pnl = ((code[i] & mask) + least) | 0;
      sum = (sum + pnl) | 0;
      down = (down + (pnl & (pnl >> 31))) | 0;
      wins = (wins + ((-pnl | 0) >>> 31)) | 0;
    }
    const worst = equity + contracts * down;
    if (worst < halt || worst < contracts * risk[d]) return undefined;
    daily[d] = contracts * sum;
    equity += daily[d];
    gained += sum - down;
    lost -= down;
  }
  return {
    daily, wins, startingEquity,
    trades: code.length, grossWin: contracts * gained, grossLoss: contracts * lost,
    endingEquity: equity, isHalted: false,
  };
};
