import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presetStudy } from '../../src/backtest/index.ts';
import { printPopulation } from '../../src/montecarlo/index.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';

const folder = mkdtempSync(join(tmpdir(), 'gamma-mc-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ grade: 'synthetic', study: presetStudy('seed-bt3y-rules') }));
  writeFileSync(join(folder, 'outputs.json'), '{}');
  writeFileSync(join(folder, 'outcomes.csv'), printPopulation(sampleRecord(300, 5)));
});

const gamma = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(import.meta.dirname, '../../bin/gamma.js'), ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const small = ['--paths', '400', '--sessions', '60', '--seed', '7'];

describe('gamma mc', () => {
  it('prints the same answer for any workers and writes it whole', () => {
    const answers = ['1', '2', 'auto'].map((workers) => gamma('mc', folder, ...small, '--workers', workers, '--json').stdout);
    expect(new Set(answers).size).toBe(1);
    const answer = JSON.parse(answers[0]) as { sha256: string; summary: { balance: unknown[] }; panel: unknown[] };
    expect([answer.sha256.length, answer.summary.balance.length, answer.panel.length]).toEqual([64, 99, 4]);
    const written = JSON.parse(readFileSync(join(folder, 'mc.json'), 'utf8')) as { sha256: string; fan: unknown[] };
    expect([written.sha256, written.fan.length]).toEqual([answer.sha256, 60]);
    expect(readFileSync(join(folder, 'fan.csv'), 'utf8').split('\n')[0]).toBe('session,p1,p5,p10,p25,p50,p75,p90,p95,p99,record');
  });
  it('reads in 80 columns, the data grade first', () => {
    const { stdout } = gamma('mc', folder, ...small);
    expect(stdout.startsWith('Data grade: synthetic.')).toBe(true);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Account: $25,000 to start with; sized by kelly-seed, at most 10 contracts; maximum losses of open positions within equity; halted for good below 50% of the start.');
    expect(Math.max(...stdout.split('\n').filter((line) => !line.includes('written')).map((line) => line.length))).toBeLessThanOrEqual(80);
  });
  it('tells one path alone', () => {
    gamma('mc', folder, ...small);
    const { stdout } = gamma('mc', 'path', folder, '17', '--json');
    const story = JSON.parse(stdout) as { path: number; balance: number[]; trades: unknown[] };
    expect([story.path, story.balance.length]).toEqual([17, 60]);
  });
  it('stops on Ctrl-C with 130, and the same command goes on to the same answer', async () => {
    const args = ['mc', folder, '--paths', '20000', '--sessions', '252', '--engine', 'oracle', '--workers', '2', '--json'];
    const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../bin/gamma.js'), ...args]);
    child.stderr.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((done) => child.once('exit', done));
    expect(code).toBe(130);
    expect(existsSync(join(folder, '.mc-resume'))).toBe(true);
    const quick = args.filter((arg) => arg !== '--engine' && arg !== 'oracle');
    const resumed = JSON.parse(gamma(...quick).stdout) as { sha256: string };
    expect(existsSync(join(folder, '.mc-resume'))).toBe(false);
    const whole = JSON.parse(gamma(...quick).stdout) as { sha256: string };
    expect(resumed.sha256).toBe(whole.sha256);
  }, 120_000);
  it('adds paths until the intervals are as narrow as asked', () => {
    const { stdout } = gamma('mc', folder, ...small, '--until-precise', '2%', '--json');
    const { precision, settings } = JSON.parse(stdout) as { precision: { reached: number }; settings: { paths: number } };
    expect(precision.reached).toBeLessThanOrEqual(0.02);
    expect(settings.paths).toBeGreaterThan(400);
  });
  it.each([
    [['mc', 'no-such-run'], 3, /must be a file of a run folder/],
    [['mc'], 2, /run must be a run folder, or --trades/],
    [['mc', folder, '--paths', '0'], 2, /paths must be a whole number from 1/],
    [['mc', folder, '--resample', 'day'], 2, /did you mean days\?/],
    [['mc', folder, '--workers', 'many'], 2, /--workers must be auto/],
    [['mc', 'path', folder, '99999'], 2, /path must be from 0 to/],
    [['mc', '--trades', 'nowhere.csv'], 3, /nowhere.csv must be a file/],
  ])('%j ends with %d', (args, code, message) => {
    const { status, stderr } = gamma(...args);
    expect(status).toBe(code);
    expect(stderr).toMatch(message);
  });
  it.each([
    [['--halt-below', '20%'], '--halt-below must be given with --trades only'],
    [['--contracts', '3'], '--contracts must be given with --trades only'],
    [['-c', 'seed-bt3y-rules'], '--config must be given with --trades only'],
    [['--trades', 'log.csv'], 'run must be left out beside --trades'],
    [['--worst-case', '-1'], '--worst-case must be a share such as 1% or a whole number'],
    [['--worst-case', '2.5'], '--worst-case must be a share such as 1% or a whole number'],
    [['--gap', '2%:-15'], '--gap must be share:points with points above 0'],
    [['--block', '-1'], '--block must be auto or at least 1 session'],
  ])('refuses %j, which would say nothing, or nonsense', (flags, message) => {
    const { status, stderr } = gamma('mc', folder, ...small, ...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
  it('refuses a contract count beside a study that sizes a log', () => {
    const { status, stderr } = gamma('mc', '--trades', 'log.csv', '-c', 'seed-bt3y-rules', '--contracts', '3');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--contracts must be left out beside --config')]);
  });
  it('refuses a run below the grade its plan requires, and a record without trades', () => {
    const poor = mkdtempSync(join(tmpdir(), 'gamma-mc-poor-'));
    writeFileSync(join(poor, 'outputs.json'), '{}');
    writeFileSync(join(poor, 'manifest.json'), JSON.stringify({ grade: 'synthetic', study: { ...presetStudy('seed-bt3y-rules'), requires: 'recorded' } }));
    expect(gamma('mc', poor)).toMatchObject({ status: 4, stderr: expect.stringMatching(/must be recorded or better, found "synthetic"/) as string });
    writeFileSync(join(poor, 'manifest.json'), JSON.stringify({ grade: 'synthetic', study: presetStudy('seed-bt3y-rules') }));
    writeFileSync(join(poor, 'outcomes.csv'), printPopulation(populationOf([[], []])));
    expect(gamma('mc', poor)).toMatchObject({ status: 3, stderr: expect.stringMatching(/population must be of at least two trades/) as string });
    expect(existsSync(join(poor, 'mc.json'))).toBe(false);
    rmSync(poor, { recursive: true });
  });
});

describe('gamma mc --exits', () => {
  it('gives the run its own answer with its own exits, and another with others', () => {
    const place = mkdtempSync(join(tmpdir(), 'gamma-mc-exits-'));
    const root = join(place, 'datasets');
    const run = join(place, 'run');
    const ok = (...args: string[]) => {
      const done = gamma(...args, '--json');
      expect([done.status, done.status === 0 ? '' : done.stderr]).toEqual([0, '']);
      return JSON.parse(done.stdout) as { sha256: string };
    };
    ok('data', 'synthesize', '--market', 'fair', '--sessions', '20', '--seed', '3', '--dataset', 'small', '--root', root);
    ok('backtest', '-c', 'seed-bt3y-quotes', '-d', 'small', '--root', root, '-o', run);
    const own = ok('mc', run, ...small);
    const exits = (study: string) => ok('mc', run, ...small, '--exits', study, '--root', root, '--out', join(place, study));
    expect(exits('seed-bt3y-quotes').sha256).toBe(own.sha256);
    expect(exits('seed-live-0110').sha256).not.toBe(own.sha256);
    expect(gamma('mc', run, '--exits', 'seed-live-0110', '--root', root)).toMatchObject({ status: 2, stderr: expect.stringMatching(/--out must be given with --exits/) as string });
    rmSync(place, { recursive: true });
  }, 120_000);
});
