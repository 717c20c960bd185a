import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAt, journalLines, startGamma } from '../support/children.ts';
import { gamma, scratch } from '../support/panel.ts';

interface PaperResult {
  readonly end: string;
  readonly wasDone: boolean;
  readonly equity: number;
  readonly passes: Readonly<Record<string, number>>;
  readonly trades: readonly { readonly slot: string; readonly reason: string; readonly pnl: number; readonly contracts: number }[];
}

describe('gamma paper on a stored day', { timeout: 180_000 }, () => {
  const place = scratch();
  const root = join(place.path, 'datasets');
  const state = join(place.path, 'state');
  /** Sessions of the small market on which the plan trades. */
  const [first, second] = ['2023-02-23', '2023-02-24'];
  const plan = join(place.path, 'plan.yaml');

  const argv = (date: string, account: string, ...more: string[]): string[] => [
    'paper', '--plan', plan, '--dataset', 'small', '--root', root, '--date', date, '--state', state, '--account', account, ...more,
  ];
  const paper = async (...line: string[]): Promise<PaperResult> => {
    const { code, out, err } = await gamma(...line, '--json');
    if (code !== 0) throw new Error(err);
    return JSON.parse(out) as PaperResult;
  };
  const backtest = async (): Promise<string[]> => {
    const run = join(place.path, 'run');
    const { code, err } = await gamma('backtest', '-c', plan, '-d', 'small', '--root', root, '-o', run, '--replace');
    if (code !== 0) throw new Error(err);
    const [header, ...rows] = readFileSync(join(run, 'trades.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
    return rows.filter((row) => row[header.indexOf('date')] === first && row[header.indexOf('contracts')] !== '0').map((row) => row[header.indexOf('pnl')]);
  };

  beforeAll(async () => {
    writeFileSync(
      plan,
      [
        'version: 1', 'extends: seed-live-0110', 'name: small', 'strategy:',
        '  setup: { kind: fixedOffset, right: put, increment: 5, offset: 10, width: 10 }',
        "  entry: { times: ['09:40', '10:20', '11:00', '12:30'], gates: [], limitOfMid: 0.5 }", '',
      ].join('\n'),
    );
    const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '2', '--dataset', 'small', '--root', root);
    if (code !== 0) throw new Error(err);
  });
  afterAll(() => place.dispose());

  it('trades what the backtest trades, and does nothing twice', async () => {
    const done = await paper(...argv(first, 'AAAA0001'));
    expect(done.trades.length).toBeGreaterThan(0);
    const expected = await backtest();
    expect(done.trades.map(({ pnl }) => String(pnl))).toEqual(expected);
    const lines = journalLines(join(state, 'replay-0001')).length;
    expect(await paper(...argv(first, 'AAAA0001'))).toMatchObject({ wasDone: true, trades: done.trades });
    expect(journalLines(join(state, 'replay-0001'))).toHaveLength(lines);
  });

  it('comes to the same end, passes and all, however often it is killed on the way', async () => {
    const whole = await paper(...argv(first, 'AAAA0001'));
    const folder = join(state, 'replay-0002');
    let kills = 0;
    for (let lines = 2; lines < 40; lines += 6) {
      if (!(await killAt([...argv(first, 'AAAA0002'), '--speed', '6000'], folder, lines))) break;
      kills++;
    }
    const { code } = await startGamma([...argv(first, 'AAAA0002'), '--json']).done;
    expect(code).toBe(0);
    expect(kills).toBeGreaterThan(2);
    const { trades, passes, equity } = await paper(...argv(first, 'AAAA0002'));
    expect({ trades, passes, equity }).toEqual({ trades: whole.trades, passes: whole.passes, equity: whole.equity });
  });

  it('goes on after a lost or spoilt balance file with the same sizes, and writes it anew', async () => {
    const fresh = await paper(...argv(second, 'AAAA0001'));
    await paper(...argv(first, 'AAAA0003'));
    const file = join(state, 'replay-0003', 'account_balance.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { balance: number; trades: unknown[]; total_trades: number; last_updated: string };
    expect(Object.keys(kept).sort()).toEqual(['balance', 'last_updated', 'total_trades', 'trades']);
    expect(kept.total_trades).toBe(kept.trades.length);
    writeFileSync(file, '{"balance": 9999999, "tra');
    expect((await paper(...argv(second, 'AAAA0003'))).trades).toEqual(fresh.trades);
    const again = JSON.parse(readFileSync(file, 'utf8')) as { balance: number };
    expect(Math.round(again.balance * 100)).toBe(fresh.equity);
  });

  it('refuses a second runner on the same account with exit code 6, by whatever path it comes', async () => {
    const running = startGamma([...argv(first, 'AAAA0004'), '--speed', '20']);
    const folder = join(state, 'replay-0004');
    while (journalLines(folder).length === 0) await new Promise((wake) => setTimeout(wake, 10));
    const second = await gamma(...argv(first, 'AAAA0004'));
    expect(second.code).toBe(6);
    expect(second.err).toContain(`process ${running.child.pid ?? ''}`);
    running.child.kill('SIGTERM');
    expect((await running.done).code).toBe(143);
    expect((await paper(...argv(first, 'AAAA0004'))).end).toBe('closed');
  });

  it('keeps entries out while KILL or CLOSE_ONLY is there', async () => {
    for (const [account, file] of [['AAAA0005', 'KILL'], ['AAAA0006', 'CLOSE_ONLY']]) {
      const folder = join(state, `replay-${account.slice(-4)}`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, file), '');
      expect(await paper(...argv(first, account))).toMatchObject({ trades: [], mode: 'closeOnly' });
    }
  });

  it('says what is wrong: an unknown day, an earlier day, another plan halfway, a folder open to others', async () => {
    const wrong = async (...line: string[]): Promise<[number, string]> => {
      const { code, err } = await gamma(...line);
      return [code, err];
    };
    expect(await wrong(...argv('2024-07-04', 'AAAA0007'))).toEqual([3, expect.stringContaining('date must be a session of dataset small')]);
    expect(await wrong(...argv(first, 'AAAA0003'))).toEqual([3, expect.stringContaining('--date must be 2023-02-24 or later')]);
    expect(await wrong('paper', '--plan', plan, '--state', state)).toEqual([2, expect.stringContaining('--dataset and --date')]);
    expect(await wrong(...argv(first, 'AAAA0008', '--speed', 'fast'))).toEqual([2, expect.stringContaining('--speed must be')]);
  });

  it('tells how an account stands, with 0 for green', async () => {
    const { code, out } = await gamma('status', '--state', state, '--account', 'AAAA0001', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ colour: 'green', mode: 'trading', isClosed: true, positions: [] });
    const killed = join(state, 'replay-0009');
    await killAt([...argv(first, 'AAAA0009'), '--speed', '3000'], killed, 8);
    const held = await gamma('status', '--state', state, '--account', 'AAAA0009', '--json');
    const told = JSON.parse(held.out) as { positions: unknown[]; running: number | null };
    expect(told.running).toBeNull();
    expect(held.code).toBe(told.positions.length > 0 ? 2 : 1);
  });

  it('is never green while a session is under way and nobody watches it, held or not', async () => {
    const folder = join(state, 'replay-0010');
    await killAt([...argv(first, 'AAAA0010'), '--speed', '3000'], folder, 1);
    const dead = await gamma('status', '--state', state, '--account', 'AAAA0010');
    expect(dead).toMatchObject({ code: 1, out: expect.stringMatching(/: yellow\n.*under way and nobody watches it: start it again/) as string });
    const running = startGamma([...argv(first, 'AAAA0010'), '--speed', '1']);
    while (!(await gamma('status', '--state', state, '--account', 'AAAA0010')).out.includes(`process ${running.child.pid ?? ''};`)) await new Promise((wake) => setTimeout(wake, 50));
    while (!existsSync(join(folder, 'health.json'))) await new Promise((wake) => setTimeout(wake, 50));
    const alive = await gamma('status', '--state', state, '--account', 'AAAA0010', '--json');
    expect([alive.code, (JSON.parse(alive.out) as { colour: string }).colour]).toEqual([0, 'green']);
    const old = new Date(Date.now() - 600_000);
    utimesSync(join(folder, 'health.json'), old, old);
    expect(await gamma('status', '--state', state, '--account', 'AAAA0010')).toMatchObject({ code: 1, out: expect.stringContaining('silent for 10 minutes') as string });
    running.child.kill('SIGTERM');
    await running.done;
    expect((await gamma('status', '--state', state, '--account', 'AAAA0010')).code).toBe(1);
    await paper(...argv(first, 'AAAA0010'));
    expect((await gamma('status', '--state', state, '--account', 'AAAA0010')).code).toBe(0);
  });
});
