import type { WalkedFold, WalkForwardSummary } from '../../research/index.ts';
import { dollars } from '../format.ts';
import type { Cell } from '../table.ts';
import { table } from '../table.ts';
import { axisNames } from '../sweep/tell.ts';

const money = (cents: number): string => `${cents < 0 ? '-' : ''}$${dollars(Math.abs(cents))}`;
const ratio = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(2));

/** What a walk says of its strategy, in plain words. */
export const walkVerdict = ({ outOfSample, inSample, efficiencyPerContract, drift, profitableFolds }: WalkForwardSummary, folds: readonly WalkedFold[]): string => {
  const { trades, profit, mean, lowerBound } = outOfSample;
  if (mean === null) return 'No configuration traded out of sample: nothing can be said for the strategy.';
  const moved = drift.filter(({ changes }) => changes > 0).length;
  const begins = `the 95% interval of that mean begins at ${lowerBound === null ? 'an undefined level' : money(lowerBound)}`;
  const edge = lowerBound !== null && lowerBound > 0 ? `${begins}, above zero` : `${begins}, so no gain can be told from nothing`;
  const kept = efficiencyPerContract.pooled === null
    ? 'In sample the chosen configurations earned nothing a contract, so there was nothing to keep.'
    : `Of each dollar a contract earned a session in sample, ${efficiencyPerContract.pooled.toFixed(2)} came back out of sample.`;
  const verdict = lowerBound !== null && lowerBound > 0 && profit > 0 ? 'The strategy held up.' : 'The strategy did not hold up.';
  return `${verdict} Over ${outOfSample.sessions} sessions no choice had seen, ${trades} trades ${mean < 0 ? 'lost' : 'earned'} ${money(Math.abs(mean))} a contract on average after costs; ${edge}. `
    + `At traded size the folds came to ${money(profit)} (in sample ${money(inSample.profit)}); ${profitableFolds} of ${folds.length} folds gained (a halt ends a fold's account, not its trades a contract). `
    + `${kept} ${moved === 0 ? 'Every fold chose the same values.' : `${moved} of ${drift.length} knobs moved between folds.`}`;
};

/** Folds as a table in 80 columns where the axes allow. */
export const foldsTable = (paths: readonly string[], folds: readonly WalkedFold[]): string =>
  table(
    ['fold', 'tested from', ...axisNames(paths), 'in sample', 'out', 'trades', 'a contract'],
    folds.map(({ fold, test, point, inSample, outOfSample }): Cell[] => [
      fold + 1, test.from, ...paths.map((_, i) => (point === null ? 'none' : String(point[i]))),
      dollars(inSample.profit).split('.')[0], dollars(outOfSample.profit).split('.')[0], outOfSample.trades,
      outOfSample.trades === 0 ? 'n/a' : dollars(outOfSample.perContract / outOfSample.trades),
    ]),
  );

export const driftLines = ({ drift, efficiency, efficiencyPerContract }: WalkForwardSummary): string =>
  [
    `efficiency         ${ratio(efficiencyPerContract.pooled)} a contract, ${ratio(efficiency.pooled)} at traded size (n/a: nothing earned in sample)`,
    ...drift.map(({ path, changes, meanSteps }) => `drift              ${path}: ${changes} changes${changes === 0 ? '' : `, ${meanSteps.toFixed(1)} steps each`}`),
  ].join('\n');
