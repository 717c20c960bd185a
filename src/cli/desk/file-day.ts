import type { DataGrade, SessionDate } from '../../kernel/index.ts';
import type { ChainDay, DayContext } from '../../market/index.ts';
import type { ChainSnapshot } from '../../live/index.ts';
import { openToday } from '../../live/index.ts';
import type { Dataset } from '../../store/index.ts';
import { datasetNames, openDataset, writeDataset } from '../../store/index.ts';

/** Where a recorded day is filed, and as what. */
export interface FileDay {
  readonly root: string;
  readonly name: string;
  readonly grade: DataGrade;
  readonly source: string;
  readonly context: DayContext;
  /** Official settlement, points; undefined when it was never published to us. */
  readonly settlement: number | undefined;
}

const seriesOf = (dataset: Dataset | undefined, of: 'closes' | 'vixCloses'): Map<string, number> => {
  const history = dataset?.history;
  return new Map((history?.dates ?? []).map((date, i) => [date as string, history?.[of][i] ?? NaN] as const).filter(([, value]) => !Number.isNaN(value)));
};

const dayOf = (date: SessionDate, rows: readonly ChainSnapshot[], context: DayContext): ChainDay => {
  const today = openToday(date, context);
  for (const row of rows) today.take(row);
  const day = today.day();
  const cut = (from: Float64Array): Float64Array => {
    const out = new Float64Array(2 * day.strikes.length * day.rows);
    for (let c = 0; c < 2 * day.strikes.length; c++) out.set(from.subarray(c * day.stride, c * day.stride + day.rows), c * day.rows);
    return out;
  };
  return { ...day, stride: day.rows, bid: cut(day.bid), ask: cut(day.ask) };
};

/**
 * Files one recorded day in the chain store: the dataset is written anew with it, whole or not at all.
 *
 * Tonight's archive is tomorrow's backtest.
 */
export const fileDay = async (date: SessionDate, rows: readonly ChainSnapshot[], where: FileDay): Promise<void> => {
  if (rows.length === 0) return;
  const before = datasetNames(where.root).includes(where.name) ? await openDataset(where.root, where.name) : undefined;
  const kept = (before?.days ?? []).filter((known) => known !== date);
  const closes = { spx: seriesOf(before, 'closes'), vix: seriesOf(before, 'vixCloses') };
  if (where.settlement !== undefined) closes.spx.set(date, where.settlement);
  const fresh = dayOf(date, rows, where.context);
  const days = function* (): Generator<ChainDay> {
    for (const known of [...kept, date].sort()) yield known === date ? fresh : (before as Dataset).day(known);
  };
  await writeDataset(where.root, where.name, {
    days: days(),
    replace: true,
    describe: () => ({
      grade: where.grade, quotes: 'quotes', format: { id: 'runner', stampedAt: 'end', zone: 'America/New_York' }, source: where.source, inputs: [],
      counts: { quotes: rows.length, rejected: {}, skipped: {} }, closes,
    }),
  });
};
