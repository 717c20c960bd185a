import { clockText, openStream } from '../../kernel/index.ts';
import type { Study } from '../../backtest/index.ts';

const PURPOSE = 0x91ace;
const OPEN = 9 * 60 + 35;
const LAST = 15 * 60;
const STEP = 5;

/** As many different entry times as the plan has, drawn from every five minutes between 9:35 and 15:00. */
const drawnTimes = (count: number, seed: number): string[] => {
  const rng = openStream(seed, PURPOSE);
  const all = Array.from({ length: (LAST - OPEN) / STEP + 1 }, (_, i) => OPEN + i * STEP);
  for (let i = 0; i < Math.min(count, all.length); i++) {
    const j = i + rng.below(all.length - i);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, count).sort((a, b) => a - b).map(clockText);
};

/** Points between placebo pins for pins that name no increment of their own. */
const INCREMENT = 25;

/**
 * The same plan with what it looks at replaced by chance.
 *
 * A plan that aims at a pin aims at the previous close moved by up to three increments, drawn for each session. A plan
 * without one enters at times drawn at random and asks no gate. Everything else, sizes, exits and costs, stays.
 *
 * @returns `count` studies, the same for the same seed
 */
export const placeboStudies = (study: Study, count: number, seed: number): Study[] => {
  const { strategy } = study;
  const { setup, entry } = strategy;
  return Array.from({ length: count }, (_, i): Study => {
    const own = seed + i;
    if (setup.kind === 'gexPin') {
      const increment = 'increment' in setup.pin ? setup.pin.increment : INCREMENT;
      return { ...study, strategy: { ...strategy, setup: { ...setup, pin: { method: 'placebo', increment, reach: 3 * increment, seed: own } } } };
    }
    return { ...study, strategy: { ...strategy, entry: { ...entry, gates: [], times: drawnTimes(entry.times.length, own) } } };
  });
};

/**
 * Share of placebo runs that did at least as well a contract.
 *
 * @param own mean result of the plan's own run, a contract; NaN (no trade) is beaten by all
 * @param placebos means of the placebo runs; NaN ones did not do as well
 * @returns (k + 1) / (n + 1) for k of n as good, since the plan itself is one of the ways chance could fall
 * @see Phipson and Smyth, 2010, doi:10.2202/1544-6115.1585
 * @example shareAsGood(5, [1, 2, 7]) // 0.5
 */
export const shareAsGood = (own: number, placebos: readonly number[]): number =>
  (placebos.filter((mean) => Number.isNaN(own) || mean >= own).length + 1) / (placebos.length + 1);
