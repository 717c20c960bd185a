import { ConfigError, mustBe } from '../../kernel/index.ts';

export interface FalseDiscovery {
  /** Each p-value adjusted: the smallest rate at which it would count as a discovery. In input order. */
  readonly adjusted: readonly number[];
  /** Tests that count as discoveries at the given rate. */
  readonly discoveries: number;
}

/**
 * False discovery rate: of the tests called discoveries, at most this share is expected to be luck.
 *
 * Holds for independent or positively dependent tests, such as neighbours in a grid.
 *
 * @param rate in (0, 1), 0.1 by custom
 * @throws ConfigError for a p-value or a rate outside [0, 1]
 * @see Benjamini and Hochberg, 1995, doi:10.1111/j.2517-6161.1995.tb02031.x
 * @example falseDiscovery([0.01, 0.04, 0.5], 0.1) // { adjusted: [0.03, 0.06, 0.5], discoveries: 2 }
 */
export const falseDiscovery = (pValues: readonly number[], rate: number): FalseDiscovery => {
  const wrong = [...pValues, rate].find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new ConfigError('pValue', mustBe('p-values and rate', 'in [0, 1]', wrong, 'leave out what is not available'));
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  const descending = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  descending.forEach((i, place) => {
    least = Math.min(least, pValues[i] * (pValues.length / (pValues.length - place)));
    adjusted[i] = least;
  });
  return { adjusted, discoveries: adjusted.filter((p) => p <= rate).length };
};
