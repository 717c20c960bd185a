import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultQuestions, engines, fanPercents, resampleMethods } from '../../src/montecarlo/index.ts';
import type { Checkpoint, MonteCarloRun } from '../../src/pool/index.ts';
import { openPool, parseWorkers, runMonteCarlo } from '../../src/pool/index.ts';
import { fixedRules, jobOf } from '../support/jobs.ts';
import { sampleRecord } from '../support/populations.ts';

const record = sampleRecord(90, 5);
const pools = [1, 2, 4, 8].map((workers) => openPool(workers));
afterAll(async () => { await Promise.all(pools.map((pool) => pool.close())); });

const digest = ({ sha256, fan }: MonteCarloRun): string => sha256() + createHash('sha256').update(new Uint8Array(fan.buffer)).digest('hex');

describe('a Monte Carlo job', () => {
  it.each(resampleMethods)('gives the same bytes here and on 1, 2, 4 and 8 workers, drawn by %s', async (method) => {
    const job = jobOf(record, { resample: { method, block: 'auto' }, paths: 150 });
    const here = digest(await runMonteCarlo(job));
    for (const pool of pools) expect(digest(await runMonteCarlo(job, { pool, chunk: 7 }))).toBe(here);
  });
  it('gives the same bytes for any chunk, narrow or wide', async () => {
    for (const rules of [fixedRules(2), fixedRules(2, 30_000_000)]) {
      const job = jobOf(record, { rules });
      const whole = digest(await runMonteCarlo(job, { chunk: 1_000 }));
      for (const chunk of [1, 13, 64]) expect(digest(await runMonteCarlo(job, { pool: pools[1], chunk }))).toBe(whole);
    }
  });
  it('gives the same bytes from the oracle, TypeScript and WebAssembly', async () => {
    const jobs = engines.map((engine) => jobOf(record, { engine, resample: { method: 'trades', block: 'auto' }, paths: 150 }));
    const digests = await Promise.all(jobs.map(async (job) => digest(await runMonteCarlo(job, { pool: pools[1] }))));
    expect(new Set(digests).size).toBe(1);
  });
  it('streams paths too many to keep: same columns, a fan within its stated error, same bytes on any workers', async () => {
    const job = jobOf(record, { paths: 9_000, sessions: 40 });
    const exact = await runMonteCarlo(job);
    const streamed = await Promise.all([undefined, pools[0], pools[1], pools[2]].map((pool) => runMonteCarlo(job, { pool, keepUpTo: 0 })));
    expect(new Set(streamed.map(digest)).size).toBe(1);
    expect(streamed[0].last).toEqual(exact.last);
    expect(streamed[0].summary(defaultQuestions)).toEqual(exact.summary(defaultQuestions));
    expect(streamed[0].fanError).toBeLessThan(0.001);
    const median = (i: number): number => exact.fan[i - (i % fanPercents.length) + fanPercents.indexOf(50)];
    streamed[0].fan.forEach((value, i) => expect(Math.abs(value - exact.fan[i])).toBeLessThan(2 * streamed[0].fanError * median(i)));
  });
  it('stops between chunks when asked, and says so', async () => {
    const stop = new AbortController();
    const job = jobOf(record, { paths: 20_000 });
    const run = await runMonteCarlo(job, { pool: pools[1], signal: stop.signal, onProgress: () => stop.abort() });
    expect(run.isComplete).toBe(false);
    expect((await runMonteCarlo(jobOf(record), { pool: pools[1] })).isComplete).toBe(true);
  });
  it.each([['kept', undefined], ['streamed', 0]])('goes on after a stop to the same bytes, %s', async (_, keepUpTo) => {
    const job = jobOf(record, { paths: 30_000 });
    const keep = keepUpTo === undefined ? {} : { keepUpTo };
    const whole = digest(await runMonteCarlo(job, { pool: pools[1], ...keep }));
    let resume: Checkpoint | undefined;
    for (const pool of [pools[0], pools[2], pools[1]]) {
      const stop = new AbortController();
      const run = await runMonteCarlo(job, { pool, resume, signal: stop.signal, onProgress: () => stop.abort(), ...keep });
      if (!run.isComplete) resume = run.checkpoint();
    }
    expect(resume?.doneChunks.some((done) => done === 1)).toBe(true);
    expect(digest(await runMonteCarlo(job, { pool: pools[1], resume, ...keep }))).toBe(whole);
  });
  it('reports rising progress', async () => {
    const seen: number[] = [];
    await runMonteCarlo(jobOf(record, { paths: 20_000 }), { pool: pools[1], onProgress: (paths) => seen.push(paths) });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe('the workers flag', () => {
  it('takes auto or a whole number', () => expect([parseWorkers('auto'), parseWorkers('4')]).toEqual([undefined, 4]));
  it.each(['0', '2.5', 'all'])('refuses %s', (text) => expect(() => parseWorkers(text)).toThrow(/--workers must be auto or a whole number/));
});
