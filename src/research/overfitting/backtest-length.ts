import { ConfigError, mustBe } from '../../kernel/index.ts';
import { expectedMaximumNormal } from './selection.ts';

const requirePositive = (where: string, value: number): void => {
  if (!(value > 0)) throw new ConfigError(where, mustBe(where, 'above 0', value, 'give years, or a Sharpe ratio a year'));
};

/**
 * Minimum backtest length: years below which the best of N worthless trials is expected to show a Sharpe ratio.
 *
 * @param sharpe a year
 * @throws ConfigError for fewer than 1 trial or a ratio not above 0
 * @see Bailey, Borwein, López de Prado and Zhu, 2014, doi:10.1090/noti1105
 * @example minimumBacktestLength(45, 1) // 4.998
 */
export const minimumBacktestLength = (trials: number, sharpe: number): number => {
  requirePositive('sharpe', sharpe);
  return (expectedMaximumNormal(trials) / sharpe) ** 2;
};

/**
 * The most trials a record can bear: beyond it, a Sharpe ratio as large is expected from nothing.
 *
 * @param sharpe a year
 * @returns a whole number, at least 1 and at most 2^53
 * @throws ConfigError for years or a ratio not above 0
 * @see Bailey, Borwein, López de Prado and Zhu, 2014, doi:10.1090/noti1105
 * @example trialsSupported(3, 1) // 13
 */
export const trialsSupported = (years: number, sharpe: number): number => {
  requirePositive('years', years);
  let enough = 1;
  let tooMany = 2 ** 53;
  while (tooMany - enough > 1) {
    const middle = Math.floor(enough + (tooMany - enough) / 2);
    if (minimumBacktestLength(middle, sharpe) <= years) enough = middle;
    else tooMany = middle;
  }
  return enough;
};
