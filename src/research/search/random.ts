import { openStream } from '../../kernel/index.ts';
import type { Axis } from '../axes.ts';
import type { Search } from './define-search.ts';
import { distinct, pointAt } from './define-search.ts';

/** Points drawn independently; repeats are dropped, so fewer may be tried. */
export const randomSearch = (axes: readonly Axis[], trials: number, seed: number): Search => {
  const rng = openStream(seed, 0x5eed);
  const points = distinct(Array.from({ length: trials }, () => pointAt(axes, axes.map(() => rng.real()))));
  return { total: points.length, next: (done) => (done.length > 0 ? [] : points) };
};
