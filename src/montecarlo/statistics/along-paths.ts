import { instanceOf } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import { moduleBase64 } from './along.wasm.ts';

/** What only the whole course of a path tells. */
export interface AlongPaths {
  /** [P] longest stretch of sessions that ended below an earlier session's end or the start. */
  readonly underWater: Int32Array;
  /** [P] annualised Sortino ratio of session returns; NaN where no session lost. */
  readonly sortino: Float64Array;
}

const SESSIONS_A_YEAR = 252;
/** Paths followed at a time. */
const BLOCK = 256;

/** Follows paths [first, first + count), writing their longest stretch and, at 0 on, sums of returns and of squared losses. */
interface Follower {
  readonly gain: Float64Array;
  readonly downside: Float64Array;
  readonly follow: (first: number, count: number, underWater: Int32Array) => void;
}

/** In plain TypeScript: what the quicker one is held to. */
const plainFollower = ({ balance, paths, sessions }: Ensemble, start: number): Follower => {
  const gain = new Float64Array(BLOCK);
  const downside = new Float64Array(BLOCK);
  const followOne = (path: number, i: number, underWater: Int32Array): void => {
    let last = start;
    let peak = start;
    let stretch = 0;
    gain[i] = 0;
    downside[i] = 0;
    underWater[path] = 0;
    for (let cell = path; cell < sessions * paths; cell += paths) {
      const now = balance[cell];
      if (now !== last && last > 0) {
        const part = (now - last) / last;
        gain[i] += part;
        if (part < 0) downside[i] += part * part;
        last = now;
      }
      stretch = now >= peak ? 0 : stretch + 1;
      peak = Math.max(peak, now);
      underWater[path] = Math.max(underWater[path], stretch);
    }
  };
  return {
    gain, downside,
    follow: (first, count, underWater) => {
      for (let i = 0; i < count; i++) followOne(first + i, i, underWater);
    },
  };
};

/** What wasm/along.ts exports. */
interface Along {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly prepare: (lanes: number, sessions: number) => void;
  readonly balanceAddress: () => number;
  readonly underWaterAddress: () => number;
  readonly gainAddress: () => number;
  readonly downsideAddress: () => number;
  readonly follow: (count: number, lanes: number, sessions: number, start: number) => void;
}

/** Four paths at once; undefined where balances are wide or SIMD is missing. */
const quickFollower = ({ balance, paths, sessions }: Ensemble, start: number): Follower | undefined => {
  const along = balance instanceof Int32Array ? instanceOf<Along>(moduleBase64) : undefined;
  if (along === undefined) return undefined;
  along.prepare(BLOCK, sessions);
  const { buffer } = along.memory;
  const block = new Int32Array(buffer, along.balanceAddress(), BLOCK * sessions);
  const longest = new Int32Array(buffer, along.underWaterAddress(), BLOCK);
  return {
    gain: new Float64Array(buffer, along.gainAddress(), BLOCK),
    downside: new Float64Array(buffer, along.downsideAddress(), BLOCK),
    follow: (first, count, underWater) => {
      for (let session = 0; session < sessions; session++) {
        const from = session * paths + first;
        block.set(balance.subarray(from, from + count), session * BLOCK);
      }
      along.follow(count, BLOCK, sessions, start);
      underWater.set(longest.subarray(0, count), first);
    },
  };
};

/**
 * Reads every balance once, in blocks of paths.
 *
 * @param engine `plain` for the TypeScript that the quicker way is held to
 * @see Sortino and Price, 1994, doi:10.3905/joi.3.3.59: downside deviation over all sessions, target 0
 */
export const alongPaths = (ensemble: Ensemble, start: number, engine: 'auto' | 'plain' = 'auto'): AlongPaths => {
  const along = { underWater: new Int32Array(ensemble.paths), sortino: new Float64Array(ensemble.paths) };
  fillAlongPaths(ensemble, start, along, engine);
  return along;
};

/** The same, into columns made elsewhere. */
export const fillAlongPaths = (ensemble: Ensemble, start: number, { underWater, sortino }: AlongPaths, engine: 'auto' | 'plain' = 'auto'): void => {
  const { paths, sessions } = ensemble;
  const { gain, downside, follow } = (engine === 'auto' ? quickFollower(ensemble, start) : undefined) ?? plainFollower(ensemble, start);
  for (let first = 0; first < paths; first += BLOCK) {
    const count = Math.min(BLOCK, paths - first);
    follow(first, count, underWater);
    for (let i = 0; i < count; i++) {
      sortino[first + i] = downside[i] > 0 ? (gain[i] / Math.sqrt(sessions * downside[i])) * Math.sqrt(SESSIONS_A_YEAR) : NaN;
    }
  }
};
