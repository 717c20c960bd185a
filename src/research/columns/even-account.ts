import type { RiskConfig } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import type { AccountResult } from '../replay-account.ts';
import type { Contested } from '../decisions.ts';
import type { Coded } from './combine.ts';

/** Where each session's candidates lie, what all its entries bind together at most, cents a contract [D], and which exclude one another. */
export interface SessionBounds {
  readonly first: Int32Array;
  readonly risk: Float64Array;
  readonly contested: PackedCandidates['contested'];
}

/** Bounds of D sessions; `first` has one more entry, the end. */
export const sessionBounds = ({ session, decisions, contested }: PackedCandidates, sessions: number): SessionBounds => {
  const first = new Int32Array(sessions + 1);
  const risk = new Float64Array(sessions);
  session.forEach((d, i) => (first[d + 1] = i + 1));
  for (const { session: d, maxLoss } of decisions) risk[d] += maxLoss;
  for (let d = 1; d <= sessions; d++) first[d] = Math.max(first[d], first[d - 1]);
  return { first, risk, contested };
};

/** Candidates passed over because an earlier one that they offset is still held at their decision; rising. */
const passedOver = (contested: readonly Contested[], exitRow: (i: number) => number): number[] => {
  const passed: number[] = [];
  for (const { candidate, rivals, row } of contested) {
    if (rivals.some((i) => exitRow(i) >= row && !passed.includes(i))) passed.push(candidate);
  }
  return passed;
};

/**
 * The account of a plan that always trades the same number of contracts and that nothing limits: no walk is needed.
 *
 * @returns undefined when the plan is another, or when the account might have halted or run out of buying power in some
 * session, by bounds that hold for any order of its trades: ask `replayAccount`
 */
export const evenAccount = ({ code, layout, exitRow }: Coded, { account, sizing, limits }: RiskConfig, { first, risk, contested }: SessionBounds): AccountResult | undefined => {
  if (sizing.policy !== 'fixed' || Object.values(limits).some((limit) => limit !== null)) return undefined;
  const { contracts } = sizing;
  if (contracts === 0 || contested === undefined) return undefined;
  const passed = passedOver(contested, exitRow);
  let next = 0;
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
    for (; next < passed.length && passed[next] < end; next++) {
      const pnl = (code[passed[next]] & mask) + least;
      sum -= pnl;
      down -= Math.min(pnl, 0);
      if (pnl > 0) wins--;
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
    trades: code.length - passed.length, grossWin: contracts * gained, grossLoss: contracts * lost,
    endingEquity: equity, isHalted: false,
  };
};
