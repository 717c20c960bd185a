import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildFolder } from '../../src/store/index.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gamma-leftovers-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The process id of a program that has ended. */
const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? expect.fail('no process');
};

const build = (name: string) => buildFolder(join(root, name), (folder) => writeFileSync(join(folder, 'made'), 'new'));

describe('a folder built whole or not at all', () => {
  it('sweeps what a dead process left half made, but not what a living one is making, nor files of other programs', async () => {
    const dead = await deadPid();
    mkdirSync(join(root, `.gone.${dead}.gamma.tmp`));
    mkdirSync(join(root, `.living.${process.ppid}.gamma.tmp`));
    writeFileSync(join(root, `.other.${dead}.tmp`), '');
    await build('mine');
    expect(readdirSync(root).sort()).toEqual([`.living.${process.ppid}.gamma.tmp`, `.other.${dead}.tmp`, 'mine'].sort());
  });

  it('puts back a folder whose replacement was cut off between its two renames', async () => {
    const old = join(root, `.set.${await deadPid()}.gamma.old`);
    mkdirSync(old);
    writeFileSync(join(old, 'made'), 'old');
    await build('mine');
    expect(readFileSync(join(root, 'set', 'made'), 'utf8')).toBe('old');
  });

  it.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('leaves nothing behind on %s, and exits %d', async (signal, code) => {
    const program = new URL('../../bin/gamma.js', import.meta.url).pathname;
    const child = spawn(process.execPath, [program, 'data', 'synthesize', '--dataset', 'cut', '--root', root], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(() => readdirSync(root).some((name) => name.startsWith('.cut.')), { timeout: 20_000 }).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(existsSync(root)).toBe(true);
    expect(readdirSync(root)).toEqual([]);
  }, 30_000);

  it.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('leaves nothing behind on %s while rows kept on disk become a dataset', async (signal, code) => {
    const from = join(root, 'from');
    const set = join(root, 'set');
    for (const folder of [from, set]) mkdirSync(folder, { recursive: true });
    const program = new URL('../../bin/gamma.js', import.meta.url).pathname;
    const file = join(from, 'long.csv');
    const lines = ['underlying_symbol,quote_datetime,root,expiration,strike,option_type,bid,ask,underlying_bid,underlying_ask'];
    for (let day = 8; day < 27; day++) {
      const date = `2024-07-${String(day).padStart(2, '0')}`;
      if (new Date(`${date}T00:00:00Z`).getUTCDay() % 6 === 0) continue;
      for (let minute = 571; minute <= 960; minute++) {
        const time = `${date} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
        for (let strike = 4900; strike < 5100; strike += 5) lines.push(`^SPX,${time},SPXW,${date},${strike},C,1.05,1.10,4999.9,5000.1`);
      }
    }
    writeFileSync(file, lines.join('\n'));
    const temporary = join(root, 'tmp');
    mkdirSync(temporary);
    const child = spawn(process.execPath, [program, 'data', 'import', file, '--dataset', 'cut', '--root', set, '--max-rejects', '100'], { stdio: 'ignore', env: { ...process.env, TMPDIR: temporary } });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(() => readdirSync(set).some((name) => name.startsWith('.cut.')), { timeout: 40_000, interval: 5 }).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect([readdirSync(set), readdirSync(temporary)]).toEqual([[], []]);
  }, 60_000);
});
