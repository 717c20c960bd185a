import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import type { Population } from '../population.ts';
import type { Injury } from './overlay.ts';

/** Some trades end at a stop after all: with this chance, the result of a random trade of that exit group if it is worse. */
export interface ExtraStops {
  readonly chance: number;
  readonly group: string;
}

/** @throws ConfigError when no trade of the record left by that group */
export const extraStops = ({ chance, group }: ExtraStops, population: Population): Injury => {
  const index = population.groups.indexOf(group);
  const members = Array.from(population.pnl.keys()).filter((i) => population.group[i] === index);
  if (members.length === 0) {
    throw new ConfigError('extra-stops', mustBe('extra stops', 'of an exit group of the record', group, didYouMean(group, population.groups)));
  }
  return (_trade, { stop, which }) => (stop < chance ? population.pnl[members[Math.floor(which * members.length)]] : Infinity);
};
