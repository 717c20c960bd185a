import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../src/backtest/index.ts';
import type { ReportRun } from '../../src/report/index.ts';

/** Writes a run as the files gamma report reads. */
export const writeReportRun = (folder: string, run: ReportRun): void => {
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  put('outputs.json', '{}\n');
  put('manifest.json', JSON.stringify(run.manifest));
  put('summary.json', JSON.stringify(run.summary));
  put('equity.csv', csvText(['date', 'equity', 'low', 'trades'], run.sessions.map((s) => [s.date, s.equity, s.low, s.trades])));
  const columns = Object.keys(run.trades[0]).filter((name) => name !== 'isShadow') as (keyof ReportRun['trades'][number])[];
  put('trades.csv', csvText([...columns, 'shadow'], run.trades.map((t) => [...columns.map((c) => t[c] as string | number), t.isShadow ? 1 : 0])));
  if (run.monteCarlo !== null) put('mc.json', JSON.stringify(run.monteCarlo));
};
