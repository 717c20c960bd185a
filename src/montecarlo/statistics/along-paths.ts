import type { Ensemble } from '../ensemble.ts';

/** What only the whole course of a path tells. */
export interface AlongPaths {
  /** [P] longest stretch of sessions that ended below an earlier session's end or the start. */
  readonly underWater: Int32Array;
  /** [P] annualised Sortino ratio of session returns; NaN where no session lost. */
  readonly sortino: Float64Array;
}

const SESSIONS_A_YEAR = 252;
const BLOCK = 512;

/**
 * Reads the balances once, session by session, for blocks of paths.
 *
 * @see Sortino and Price, 1994, doi:10.3905/joi.3.3.59: downside deviation over all sessions, target 0
 */
export const alongPaths = (ensemble: Ensemble, start: number): AlongPaths => {
  const along = { underWater: new Int32Array(ensemble.paths), sortino: new Float64Array(ensemble.paths) };
  fillAlongPaths(ensemble, start, along);
  return along;
};

/** The same, into columns made elsewhere. */
export const fillAlongPaths = ({ balance, paths, sessions }: Ensemble, start: number, { underWater, sortino }: AlongPaths): void => {
  for (let first = 0; first < paths; first += BLOCK) {
    const count = Math.min(BLOCK, paths - first);
    const last = new Float64Array(count).fill(start);
    const peak = new Float64Array(count).fill(start);
    const stretch = new Int32Array(count);
    const gain = new Float64Array(count);
    const downside = new Float64Array(count);
    for (let session = 0; session < sessions; session++) {
      for (let i = 0, cell = session * paths + first; i < count; i++, cell++) {
        const now = balance[cell];
        const change = now - last[i];
        if (change !== 0 && last[i] > 0) {
          const part = change / last[i];
          gain[i] += part;
          if (part < 0) downside[i] += part * part;
          last[i] = now;
        }
        if (now >= peak[i]) {
          peak[i] = now;
          stretch[i] = 0;
        } else {
          stretch[i]++;
          if (stretch[i] > underWater[first + i]) underWater[first + i] = stretch[i];
        }
      }
    }
    for (let i = 0; i < count; i++) {
      sortino[first + i] = downside[i] > 0 ? (gain[i] / Math.sqrt(sessions * downside[i])) * Math.sqrt(SESSIONS_A_YEAR) : NaN;
    }
  }
};
