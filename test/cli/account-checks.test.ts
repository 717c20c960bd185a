import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { startGamma, journalLines } from '../support/children.ts';
import { gamma, scratch } from '../support/panel.ts';

interface Balance {
  readonly balance: number;
  readonly last_updated: string;
  readonly trades: readonly { readonly pnl: number; readonly position_size: number; readonly timestamp: string }[];
  readonly total_trades: number;
}

describe('the checks of the original deployment', { timeout: 180_000 }, () => {
  const place = scratch();
  const root = join(place.path, 'datasets');
  const state = join(place.path, 'state');
  const plan = join(place.path, 'plan.yaml');
  const [first, second] = ['2023-02-23', '2023-02-24'];

  const paper = async (date: string, account: string, ...more: string[]): Promise<{ trades: { contracts: number; pnl: number }[]; equity: number; passes: Record<string, number>; isHalted: boolean }> => {
    const { code, out, err } = await gamma('paper', '--plan', plan, '--dataset', 'small', '--root', root, '--date', date, '--state', state, '--account', account, '--json', ...more);
    if (code !== 0) throw new Error(err);
    return JSON.parse(out) as Awaited<ReturnType<typeof paper>>;
  };
  const balanceOf = (account: string): Balance => JSON.parse(readFileSync(join(state, `replay-${account.slice(-4).toLowerCase()}`, 'account_balance.json'), 'utf8')) as Balance;
  const importing = async (account: string, file: unknown): Promise<{ code: number; err: string }> => {
    const path = join(place.path, `${account}.json`);
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
    return gamma('import-balance', path, '--mode', 'replay', '--account', account, '--state', state, '--date', first);
  };
  const oldFile = (balance: number, pnls: readonly number[]): unknown => ({
    balance, last_updated: '2026-01-10T09:00:00', trades: pnls.map((pnl) => ({ pnl, timestamp: '2026-01-09T15:00:00' })), total_trades: pnls.length,
  });

  beforeAll(async () => {
    writeFileSync(plan, [
      'version: 1', 'extends: seed-live-0110', 'name: small', 'strategy:',
      '  setup: { kind: fixedOffset, right: put, increment: 5, offset: 10, width: 10 }',
      "  entry: { times: ['09:40', '10:20', '11:00', '12:30'], gates: [], limitOfMid: 0.5 }", '',
    ].join('\n'));
    const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '2', '--dataset', 'small', '--root', root);
    if (code !== 0) throw new Error(err);
  });
  afterAll(() => place.dispose());

  it('1: the balance file is created, in its own schema', async () => {
    const done = await paper(first, 'CHECK001');
    const file = balanceOf('CHECK001');
    expect(Object.keys(file).sort()).toEqual(['balance', 'last_updated', 'total_trades', 'trades']);
    expect(Math.round(file.balance * 100)).toBe(done.equity);
    expect(file.total_trades).toBe(done.trades.length);
    expect(file.trades.map(({ pnl, position_size }) => Math.round(pnl * position_size * 100))).toEqual(done.trades.map(({ pnl }) => pnl));
  });

  it('2: every module loads: every command explains itself', async () => {
    for (const { name } of commands) {
      const { code, out } = await gamma(name, '--help');
      expect(code, name).toBe(0);
      expect(out, name).toContain('Usage: gamma');
    }
  });

  it('3: the balance loads: an older file begins an account, once', async () => {
    expect((await importing('CHECK002', oldFile(21_234.56, [120, -40.5, 88]))).code).toBe(0);
    const done = await paper(first, 'CHECK002');
    const result = done.trades.reduce((total, { pnl }) => total + pnl, 0);
    expect(done.equity).toBe(2_123_456 + result);
    const file = balanceOf('CHECK002');
    expect(file.trades.slice(0, 3).map(({ pnl, position_size }) => [pnl, position_size])).toEqual([[120, 1], [-40.5, 1], [88, 1]]);
    expect(file.total_trades).toBe(3 + done.trades.length);
    expect(await importing('CHECK002', oldFile(1, []))).toMatchObject({ code: 2, err: expect.stringContaining('an account that has not begun') as string });
    for (const bad of ['', '{"balance":', '[]', '{"balance":"20000","trades":[]}', '{"balance":20000}']) expect((await importing('CHECK003', bad)).code).toBe(2);
  });

  it('4: 20,000 dollars trade 3 contracts', async () => {
    const { out } = await gamma('size', '--preset', 'seed-live-0110', '--balance', '20000', '--json');
    expect(JSON.parse(out)).toMatchObject({ contracts: 3 });
    expect((await paper(first, 'CHECK001')).trades.every(({ contracts }) => contracts === 3)).toBe(true);
  });

  it('5: 40% of the start trades nothing, says it is halted, and says how to go on', async () => {
    const { out } = await gamma('size', '--preset', 'seed-live-0110', '--balance', '8000', '--json');
    expect(JSON.parse(out)).toEqual({ contracts: 0, because: 'halted' });
    await importing('CHECK004', oldFile(8000, []));
    expect(await paper(first, 'CHECK004')).toMatchObject({ trades: [], isHalted: true, passes: { halted: 4 } });
    expect((await gamma('status', '--state', state, '--account', 'CHECK004')).code).toBe(2);
    expect(await gamma('clear-halt', '--state', state, '--account', 'CHECK004')).toMatchObject({ code: 2, err: expect.stringContaining('--reason') as string });
    expect(await gamma('clear-halt', '--state', state, '--account', 'CHECK004', '--reason', 'a deposit')).toMatchObject({ code: 0, out: expect.stringContaining('8,000.00 is below 10,000.00') as string });
    expect((await paper(second, 'CHECK004')).passes.halted).toBe(4);
    expect(await gamma('status', '--state', state, '--account', 'CHECK004')).toMatchObject({ code: 2, out: expect.stringContaining('8,000.00; no entries below 10,000.00') as string });
    await importing('CHECK005', oldFile(10_000, []));
    const half = await paper(first, 'CHECK005');
    expect(half.isHalted).toBe(false);
    expect(Object.keys(half.passes)).toEqual(['capMaxLoss']);
  });

  it('sizes of 1 or none have a reason in the log, with every input of the sizing', async () => {
    const log = readFileSync(join(state, 'replay-k001', 'log', `${first}.log`), 'utf8');
    const line = log.split('\n').find((text) => text.includes('Position sizing:'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      contracts: 3, policy: 'kelly-seed', balance: 20_000, source: 'bootstrap', winRate: 0.582, averageWin: 266, averageLoss: 109, trades: 0, isHalted: false,
    });
  });

  it('a lost, cut or edited balance file changes no size, and comes back right', async () => {
    const untouched = await paper(second, 'CHECK001');
    await paper(first, 'CHECK006');
    const file = join(state, 'replay-k006', 'account_balance.json');
    writeFileSync(file, JSON.stringify({ balance: 1, trades: [], total_trades: 0 }));
    expect((await paper(second, 'CHECK006')).trades).toEqual(untouched.trades);
    expect(balanceOf('CHECK006').balance).toBe(balanceOf('CHECK001').balance);
  });

  it('a balance file that cannot be written stops no trading', async () => {
    const folder = join(state, 'replay-k007');
    mkdirSync(join(folder, 'account_balance.json'), { recursive: true, mode: 0o700 });
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, 'account_balance.json', 'in the way'), { recursive: true, mode: 0o700 });
    expect((await paper(first, 'CHECK007')).trades.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'journal', `${first}.jsonl`))).toBe(true);
  });

  it('flatten closes what a running process holds, and the account stays halted until somebody says why not', async () => {
    const folder = join(state, 'replay-k008');
    const running = startGamma(['paper', '--plan', plan, '--dataset', 'small', '--root', root, '--date', first, '--state', state, '--account', 'CHECK008', '--speed', '400']);
    while (!journalLines(folder).some((line) => line.includes('"kind":"fill"'))) await new Promise((wake) => setTimeout(wake, 5));
    expect((await gamma('flatten', '--state', state, '--account', 'CHECK008')).code).toBe(2);
    const { code, out } = await gamma('flatten', '--state', state, '--account', 'CHECK008', '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ held: 0, isDone: true });
    expect(code).toBe(0);
    running.child.kill('SIGTERM');
    await running.done;
    await paper(first, 'CHECK008');
    const told = JSON.parse((await gamma('status', '--state', state, '--account', 'CHECK008', '--json')).out) as { mode: string };
    expect(told.mode).toBe('halted');
    expect((await gamma('clear-halt', '--state', state, '--account', 'CHECK008', '--reason', 'drill over')).code).toBe(0);
    expect((await paper(second, 'CHECK008')).trades.length).toBeGreaterThan(0);
  });
});
