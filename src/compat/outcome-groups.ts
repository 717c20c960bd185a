import { quantileOfNormal } from '../market/index.ts';
import { GAP_LOSS, STOP_LOSS } from './overlay.ts';
import { populationOfDays } from './population.ts';

/** Trades of one exit group of the published table, and their sum: dollars per contract. */
export interface OutcomeGroup {
  readonly name: string;
  readonly trades: number;
  readonly total: number;
  /** Standard deviation within the group as a share of its mean. */
  readonly spread: number;
}

/** The spread within a group: the one number the publication does not give. The overlay's own losses are all alike. */
const SPREAD = 0.33;
const STOPS = 306;
const GAPS = 45;

/**
 * The seven exit groups of the published three-year run.
 *
 * Six are printed in its exit table; the last is what remains for the printed trades, win rate and total to agree.
 */
export const publishedGroups: readonly OutcomeGroup[] = [
  { name: 'held, worthless', trades: 1007, total: 270_220, spread: SPREAD },
  { name: 'held, near the money', trades: 155, total: 34_848, spread: SPREAD },
  { name: 'held, in the money', trades: 33, total: -13_844, spread: SPREAD },
  { name: 'stopped by the rule', trades: 802, total: -46_546, spread: SPREAD },
  { name: 'stopped by the overlay', trades: STOPS, total: (STOPS * STOP_LOSS) / 100, spread: 0 },
  { name: 'gapped by the overlay', trades: GAPS, total: (GAPS * GAP_LOSS) / 100, spread: 0 },
  { name: 'targets, trails and closes', trades: 486, total: 133_911, spread: SPREAD },
];

/**
 * Results of a group: lognormal quantiles around the mean, so none changes sign, in whole cents that sum to the total.
 *
 * @returns cents per contract, ascending in size
 */
export const resultsOf = ({ trades, total, spread }: OutcomeGroup): number[] => {
  const deviation = Math.sqrt(Math.log(1 + spread * spread));
  const shape = Array.from({ length: trades }, (_, i) => Math.exp(deviation * quantileOfNormal((i + 0.5) / trades)));
  const scale = (total * 100) / shape.reduce((sum, x) => sum + x, 0);
  let exact = 0;
  let given = 0;
  return shape.map((x) => {
    exact += x * scale;
    const value = Math.round(exact) - given;
    given += value;
    return value;
  });
};

/** The published run as a population of single trades, made of its printed figures alone. Maximum losses are unknown: 0. */
export const publishedPopulation = () =>
  populationOfDays(
    publishedGroups.flatMap((group) => resultsOf(group).map((pnl) => ({ date: '2026-01-09', vix: NaN, trades: [{ pnl, maxLoss: 0, group: group.name }] }))),
  );
