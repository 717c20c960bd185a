import type { RiskConfig } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import type { AccountResult } from '../replay-account.ts';
import type { Coded } from './combine.ts';

/** Where each session's candidates lie, and what all its entries bind together at most, cents a contract [D]. */
export interface SessionBounds {
  readonly first: Int32Array;
  readonly risk: Float64Array;
  /** [N+1] results, and losses alone, of all candidates before each: memory that every account takes again. */
  readonly sums: Int32Array;
  readonly losses: Int32Array;
}

/** Bounds of D sessions; `first` has one more entry, the end. */
export const sessionBounds = ({ session, decisions }: PackedCandidates, sessions: number): SessionBounds => {
  const first = new Int32Array(sessions + 1);
  const risk = new Float64Array(sessions);
  session.forEach((d, i) => (first[d + 1] = i + 1));
  for (const { session: d, maxLoss } of decisions) risk[d] += maxLoss;
  for (let d = 1; d <= sessions; d++) first[d] = Math.max(first[d], first[d - 1]);
  return { first, risk, sums: new Int32Array(session.length + 1), losses: new Int32Array(session.length + 1) };
};

/** Adds up the results of candidates that are taken, one by one. @returns how many won */
const addUp = ({ code, layout: { least, resultBits } }: Coded, taken: Int32Array, { sums, losses }: SessionBounds): number => {
  const mask = 2 ** resultBits - 1;
  let sum = 0;
  let down = 0;
  let wins = 0;
  for (let i = 0; i < code.length; i++) {
    const pnl = ((code[i] & mask) + least) & taken[i];
    sum = (sum + pnl) | 0;
    down = (down + (pnl & (pnl >> 31))) | 0;
    wins = (wins + ((-pnl | 0) >>> 31)) | 0;
    sums[i + 1] = sum;
    losses[i + 1] = down;
  }
  return wins;
};

/**
 * The account of a plan that always trades the same number of contracts and that nothing limits: no walk is needed.
 *
 * @returns undefined when the plan is another, or when the account might have halted or run out of buying power in some
 * session, by bounds that hold for any order of its trades: ask `replayAccount`
 */
export const evenAccount = (coded: Coded, { account, sizing, limits }: RiskConfig, bounds: SessionBounds): AccountResult | undefined => {
  if (sizing.policy !== 'fixed' || Object.values(limits).some((limit) => limit !== null)) return undefined;
  const { contracts } = sizing;
  const kept = contracts === 0 ? undefined : coded.kept();
  if (kept === undefined) return undefined;
  const wins = addUp(coded, kept.mask, bounds);
  const { first, risk, sums, losses } = bounds;
  const startingEquity = Math.round(account.startingEquity * 100);
  const halt = account.haltBelow * account.startingEquity * 100;
  const daily = new Float64Array(risk.length);
  let equity = startingEquity;
  let gained = 0;
  let lost = 0;
  for (let d = 0; d < daily.length; d++) {
    // Sums of all sessions may pass 32 bits, and come back right where one session's own does not.
    const sum = (sums[first[d + 1]] - sums[first[d]]) | 0;
    const down = (losses[first[d + 1]] - losses[first[d]]) | 0;
    const worst = equity + contracts * down;
    if (worst < halt || worst < contracts * risk[d]) return undefined;
    daily[d] = contracts * sum;
    equity += daily[d];
    gained += sum - down;
    lost -= down;
  }
  return {
    daily, wins, startingEquity,
    trades: coded.code.length - kept.passed, grossWin: contracts * gained, grossLoss: contracts * lost,
    endingEquity: equity, isHalted: false,
  };
};
