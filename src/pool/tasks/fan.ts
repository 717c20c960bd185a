import type { EnsembleShape } from '../../montecarlo/index.ts';
import { ensembleOn, fillFan } from '../../montecarlo/index.ts';
import type { Work } from '../control.ts';
import { controlOn } from '../control.ts';

export interface FanPayload {
  readonly shape: EnsembleShape;
  readonly memory: SharedArrayBuffer;
  readonly fan: SharedArrayBuffer;
  readonly work: Work;
  readonly control: SharedArrayBuffer;
}

/** Fills the fan of shared balances, session by session, until no work is left. */
export const fanTask = ({ shape, memory, fan, work, control }: FanPayload): void => {
  const ensemble = ensembleOn(shape, memory);
  const values = new Float64Array(fan);
  const { next, finish } = controlOn(work, control);
  for (let range = next(); range !== undefined; range = next()) {
    fillFan(ensemble, values, range.from, range.to);
    finish(range);
  }
};
