import { join } from 'node:path';
import { csvText } from '../backtest/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import type { MonteCarloAnswer } from '../montecarlo/index.ts';
import { writeFileAtomic } from './atomic.ts';
import { recordOutputs } from './run-folder.ts';

/** mc.json: the answer with the name and grade of what it was asked of. */
export interface MonteCarloFile extends MonteCarloAnswer {
  readonly name: string;
  readonly grade: DataGrade | null;
}

/** The fan as CSV: a row a session, a column a percentile, balances in whole cents. */
const fanCsv = ({ fan, fanPercents, record }: MonteCarloAnswer): string =>
  csvText(
    ['session', ...fanPercents.map((percent) => `p${percent}`), ...(record === null ? [] : ['record'])],
    fan.map((row, session) => [session + 1, ...row.map(Math.round), ...(record === null ? [] : [record.balance[session]])]),
  );

/** Writes mc.json and fan.csv into a folder, each whole or not at all. */
export const writeAnswer = (folder: string, file: MonteCarloFile): void => {
  writeFileAtomic(join(folder, 'mc.json'), `${JSON.stringify(file)}\n`);
  writeFileAtomic(join(folder, 'fan.csv'), fanCsv(file));
  recordOutputs(folder, ['mc.json', 'fan.csv']);
};
