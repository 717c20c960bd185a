import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Trade } from '../../src/backtest/index.ts';
import { runStudy } from '../../src/backtest/index.ts';
import { readReportRun, openDataset, readManifest } from '../../src/store/index.ts';
import { openTeller } from '../../src/serve/trades.ts';
import { openShelf } from '../support/shelf.ts';

let shelf: Awaited<ReturnType<typeof openShelf>>;
beforeAll(async () => void (shelf = await openShelf()), 120_000);
afterAll(() => shelf.dispose());

const wholeRun = async (folder: string): Promise<Map<number, Trade>> => {
  const { study } = readManifest(folder);
  const dataset = await openDataset(shelf.datasets, 'small');
  const { trades } = runStudy(dataset.days.map((date) => dataset.day(date)), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
  return new Map(trades.map((trade) => [trade.id, trade]));
};

it('tells every trade from its session alone as the whole run made it, and any it cannot find there from the whole run', async () => {
  const folder = join(shelf.runs, 'near-stop');
  const { trades } = readReportRun(folder);
  const whole = await wholeRun(folder);
  const teller = openTeller(shelf.datasets);
  expect(trades.length).toBeGreaterThan(20);
  for (const logged of trades) {
    const { equityAfter: _after, ...known } = whole.get(logged.id) as Trade;
    expect((await teller.tell(folder, logged))?.trade).toMatchObject({ ...known, pnl: known.pnl + 0 });
  }
  const [logged] = trades;
  expect((await teller.tell(folder, { ...logged, mae: logged.mae - 1 }))?.trade).toEqual(whole.get(logged.id));
  expect(await teller.tell(folder, { ...logged, id: 99_999, mae: logged.mae - 1 })).toBeUndefined();
}, 60_000);
