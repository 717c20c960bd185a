import { openStream } from '../../kernel/index.ts';
import type { Rng } from '../../kernel/index.ts';
import type { Axis, AxisValue, Point } from '../axes.ts';
import type { Search, Trial } from './define-search.ts';
import { distinct, pointAt } from './define-search.ts';

const BEST_SHARE = 0.2;
const TRIED_A_BATCH = 24;

/** Weight of each value of an axis among some trials: counts with one of prior mass each, neighbours sharing a half. */
const weights = ({ values }: Axis, trials: readonly Trial[], i: number): Float64Array => {
  const weight = new Float64Array(values.length).fill(1);
  for (const { point } of trials) {
    const at = values.indexOf(point[i]);
    weight[at] += 1;
    if (typeof values[at] === 'number') {
      if (at > 0) weight[at - 1] += 0.5;
      if (at < values.length - 1) weight[at + 1] += 0.5;
    }
  }
  const total = weight.reduce((sum, w) => sum + w, 0);
  return weight.map((w) => w / total);
};

const drawFrom = (rng: Rng, probabilities: Float64Array): number => {
  let rest = rng.real();
  for (let i = 0; i < probabilities.length; i++) {
    rest -= probabilities[i];
    if (rest < 0) return i;
  }
  return probabilities.length - 1;
};

/**
 * Model-based search: a tree-structured Parzen estimator on the axes' own values.
 *
 * Values are drawn as often as they occur among the best fifth of finished trials, and the draws kept whose odds of coming
 * from the best rather than the rest are largest. A batch is proposed from finished batches only.
 * @see Bergstra, Bardenet, Bengio and Kegl, 2011, Algorithms for Hyper-Parameter Optimization
 */
export const tpeSearch = (axes: readonly Axis[], trials: number, seed: number, batch: number): Search => {
  const room = axes.reduce((product, { values }) => product * values.length, 1);
  const total = Math.min(trials, room);
  const propose = (done: readonly Trial[], wanted: number): Point[] => {
    const rng = openStream(seed, 0x7be, done.length);
    const tried = new Set(done.map(({ point }) => JSON.stringify(point)));
    const fresh = (points: readonly Point[]): Point[] => distinct(points).filter((point) => !tried.has(JSON.stringify(point)));
    const anywhere = (): Point => pointAt(axes, axes.map(() => rng.real()));
    if (done.length === 0) return fresh(Array.from({ length: wanted * 3 }, anywhere)).slice(0, wanted);
    const ranked = done.filter(({ objective }) => !Number.isNaN(objective)).sort((a, b) => b.objective - a.objective);
    const cut = Math.max(1, Math.floor(ranked.length * BEST_SHARE));
    const good = axes.map((axis, i) => weights(axis, ranked.slice(0, cut), i));
    const rest = axes.map((axis, i) => weights(axis, ranked.slice(cut), i));
    const scored = Array.from({ length: wanted * TRIED_A_BATCH }, () => {
      const at = good.map((probabilities) => drawFrom(rng, probabilities));
      const odds = at.reduce((sum, k, i) => sum + Math.log(good[i][k] / rest[i][k]), 0);
      return { point: at.map((k, i): AxisValue => axes[i].values[k]), odds };
    }).sort((a, b) => b.odds - a.odds);
    const kept = fresh(scored.map(({ point }) => point)).slice(0, wanted);
    for (let i = 0; kept.length < wanted && i < 50 * wanted; i++) {
      const [point] = fresh([anywhere()]);
      if (point !== undefined && !kept.some((other) => JSON.stringify(other) === JSON.stringify(point))) kept.push(point);
    }
    return kept;
  };
  return { total, next: (done) => (done.length >= total ? [] : propose(done, Math.min(batch, total - done.length))) };
};
