import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGamma } from '../support/children.ts';
import { gamma, scratch } from '../support/panel.ts';

interface Result {
  readonly trades: readonly { readonly reason: string; readonly pnl: number; readonly contracts: number; readonly slot: string }[];
  readonly equity: number;
  readonly passes: Readonly<Record<string, number>>;
}

const program = resolve(import.meta.dirname, '../../bin/gamma.js');
const hook = resolve(import.meta.dirname, '../support/kill-hook.mjs');

/** Starts of one session at most; then it is let through to its end. */
const starts = Number(process.env.GAMMA_KILLS ?? 3);

const told = ({ slot, reason, pnl, contracts }: Result['trades'][number]): object => ({ slot, reason, pnl, contracts });

describe('gamma paper, killed where it writes', { timeout: 300_000 }, () => {
  const place = scratch();
  const root = join(place.path, 'datasets');
  const state = join(place.path, 'state');
  const plan = join(place.path, 'plan.yaml');
  const argv = (account: string): string[] => ['paper', '--plan', plan, '--dataset', 'small', '--root', root, '--date', '2023-02-23', '--state', state, '--account', account, '--json'];

  /** Runs the program with a kill planted. @returns whether the kill struck */
  const isKilled = async (account: string, kill: string): Promise<boolean> => {
    const child = spawn(process.execPath, ['--import', hook, program, ...argv(account)], { env: { ...process.env, GAMMA_TEST_KILL: kill }, stdio: 'ignore' });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal === 'SIGKILL';
  };
  const finish = async (account: string): Promise<Result> => {
    const { code, out, err } = await startGamma(argv(account)).done;
    if (code !== 0) throw new Error(err);
    return JSON.parse(out) as Result;
  };
  let whole: Result;

  beforeAll(async () => {
    writeFileSync(plan, [
      'version: 1', 'extends: seed-live-0110', 'name: small', 'strategy:', '  setup: { kind: fixedOffset, right: put, increment: 5, offset: 10, width: 10 }',
      "  entry: { times: ['09:40', '10:20', '11:00', '12:30'], gates: [], limitOfMid: 0.5 }", '',
    ].join('\n'));
    const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '1', '--dataset', 'small', '--root', root);
    if (code !== 0) throw new Error(err);
    whole = await finish('KILL0000');
    expect(whole.trades.length).toBeGreaterThan(0);
  });
  afterAll(() => place.dispose());

  const kills = ['fdatasyncSync:before', 'fdatasyncSync:after', 'writeSync:torn', 'writeSync:before', 'renameSync:before', 'renameSync:after'];
  for (const [i, kill] of kills.entries()) {
    it(`comes to the same trades and passes to the cent when it dies at ${kill}`, async () => {
      const account = `KILL000${i + 1}`;
      let struck = 0;
      for (let start = 0; start < starts; start++) {
        if (!(await isKilled(account, `${kill}:${kill.startsWith('rename') ? 1 + start : 3 + 4 * start}`))) break;
        struck++;
      }
      const result = await finish(account);
      expect(struck).toBeGreaterThan(0);
      const journal = readFileSync(join(state, `replay-000${i + 1}`, 'journal', '2023-02-23.jsonl'), 'utf8');
      expect(result.trades.map(told)).toEqual(whole.trades.map(told));
      expect([result.passes, result.equity]).toEqual([whole.passes, whole.equity]);
      const tags = journal.match(/"kind":"submitting".*?"tag":"[^"]+"/g) ?? [];
      expect(new Set(tags.map((line) => line.split('"tag":')[1])).size).toBe(tags.length);
    });
  }

  it('lets one of several started at once have the account, and turns the others away with exit code 6', async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, () => startGamma(argv('KILL0009')).done));
    const winners = runs.filter(({ code }) => code === 0);
    expect(winners.length).toBeGreaterThan(0);
    expect(runs.every(({ code }) => code === 0 || code === 6)).toBe(true);
    for (const { out } of winners) expect((JSON.parse(out) as Result).trades).toEqual(whole.trades);
  });
});
