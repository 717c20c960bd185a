import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRules, Engine, MonteCarloJob, ResampleMethod } from '../../src/montecarlo/index.ts';
import { ensembleOn, noLimits, prepareJob, resampleMethods, simulate, simulateByOracle } from '../../src/montecarlo/index.ts';
import { sourceSha256 as eventsSha256 } from '../../src/montecarlo/lean/events.wasm.ts';
import { sourceSha256 as sequencesSha256 } from '../../src/montecarlo/lean/sequences.wasm.ts';
import { fixedRules, jobOf, publishedRules, run } from '../support/jobs.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';

const byOracle = (job: MonteCarloJob) => {
  const prepared = prepareJob(job);
  const ensemble = ensembleOn({ paths: job.paths, sessions: job.sessions, wide: prepared.wide });
  simulateByOracle(prepared, ensemble, 0, job.paths);
  return ensemble;
};
const same = (job: MonteCarloJob): boolean => Buffer.from(run(job).memory).equals(Buffer.from(byOracle(job).memory));

const seed = publishedRules.sizing as Extract<AccountRules['sizing'], { policy: 'kelly-seed' }>;
const sizings = fc.oneof(
  fc.record({ policy: fc.constant('fixed' as const), contracts: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    policy: fc.constant('kelly-seed' as const), enabled: fc.boolean(), fallback: fc.integer({ min: 0, max: 5 }), cap: fc.integer({ min: 0, max: 12 }),
    window: fc.integer({ min: 1, max: 60 }), minTrades: fc.integer({ min: 0, max: 12 }), minWins: fc.integer({ min: 0, max: 6 }),
    minLosses: fc.integer({ min: 0, max: 3 }), floor: fc.integer({ min: 0, max: 1 }), riskPerContract: fc.constantFrom(0.01, 37.5, 150, 109, 5000),
    multiplier: fc.constantFrom(0, 0.25, 0.5, 1), statistics: fc.constantFrom('lastTrades' as const, 'separate' as const),
  }).map((over) => ({ ...seed, ...over })),
);
const accounts = fc.record({
  startingEquity: fc.constantFrom(1_000, 5_000, 25_000, 25_000.37), haltBelow: fc.constantFrom(0, 0.5, 0.9, 1), margin: fc.constantFrom('none' as const, 'definedRisk' as const),
});
const limits = fc.record({
  maxOpen: fc.constantFrom(null, 1, 2), maxEntriesPerDay: fc.constantFrom(null, 1, 3), dailyLoss: fc.constantFrom(null, 200, 650.5), withdrawal: fc.constant(null),
});

describe('the lean walkers', () => {
  it('give the oracle its bytes under any sizing, account, limits and draw', () => {
    fc.assert(
      fc.property(sizings, accounts, fc.oneof(fc.constant(noLimits), limits), fc.constantFrom<ResampleMethod>(...resampleMethods), fc.integer({ min: 1, max: 1e6 }), fc.boolean(), fc.constantFrom<Engine>('auto', 'typescript'),
        (sizing, account, limit, method, number, overlap, engine) => {
          const record = overlap ? sampleRecord(40, number) : populationOf(Array.from({ length: 40 }, (_, d) => (d % 7 === 6 ? [] : [d % 3 === 0 ? -9_000 - d * 211 : 7_000 + d * 97, ...(d % 4 === 0 ? [-12_500] : []), ...(d % 9 === 0 ? [800, -300, 0] : [])])));
          expect(same(jobOf(record, { rules: { sizing, account, limits: limit }, resample: { method, block: 'auto' }, seed: number, paths: 21, sessions: 40, engine }))).toBe(true);
        }),
      { numRuns: 500 },
    );
  });
  it('give the oracle its bytes on the published job, thin edges and halts included', () => {
    const record = sampleRecord(200, 77);
    for (const startingEquity of [2_000, 5_000, 25_000]) {
      const rules = { ...publishedRules, account: { ...publishedRules.account, startingEquity } };
      for (const method of ['trades', 'days'] as const) expect(same(jobOf(record, { rules, resample: { method, block: 'auto' }, paths: 60, sessions: 252 }))).toBe(true);
    }
  });
  it('leave withdrawals, log-optimal sizing and wide balances to the oracle, which they also serve', () => {
    const record = sampleRecord(40, 3);
    const jobs: Partial<MonteCarloJob>[] = [
      { rules: { ...fixedRules(1), limits: { ...noLimits, withdrawal: { everySessions: 5, dollars: 300 } } } },
      { rules: { ...publishedRules, sizing: { policy: 'kelly-log', multiplier: 0.5, cap: 10, window: 50, minTrades: 10, before: 1 } } },
      { rules: fixedRules(2, 30_000_000) },
    ];
    for (const over of jobs) expect(same(jobOf(record, over))).toBe(true);
  });
  it('serve jobs in turns: one instance of the module, laid out anew for each', () => {
    const jobs = [11, 60, 25].map((trades, k) => jobOf(sampleRecord(40 + trades, k), { seed: k + 1, paths: 24, sessions: 20 * (k + 1), tradesPerPath: trades * (k + 1) }));
    const walks = jobs.map((job) => ({ job, prepared: prepareJob(job), ensemble: ensembleOn({ paths: 24, sessions: job.sessions, wide: false }) }));
    for (let from = 0; from < 24; from += 4) for (const { prepared, ensemble } of walks) simulate(prepared, ensemble, from, from + 4);
    for (const { job, ensemble } of walks) expect(Buffer.from(ensemble.memory).equals(Buffer.from(byOracle(job).memory))).toBe(true);
  });
  it('keep seed 42 frozen', () => {
    const job = jobOf(sampleRecord(120, 1), { seed: 42, paths: 500, sessions: 252 });
    const prepared = prepareJob(job);
    const ensemble = ensembleOn({ paths: 500, sessions: 252, wide: prepared.wide });
    simulate(prepared, ensemble, 0, 500);
    expect(createHash('sha256').update(new Uint8Array(ensemble.memory)).digest('hex')).toMatchInlineSnapshot(`"bd671e79e8188bb97b011bec51d95725e76183e8760d1352fbe2c107aef6e80d"`);
  });
  it('run modules built from the sources beside them', () => {
    for (const [name, sha256] of [['sequences', sequencesSha256], ['events', eventsSha256]]) {
      const source = readFileSync(resolve(import.meta.dirname, `../../wasm/${name}.ts`));
      expect(createHash('sha256').update(source).digest('hex')).toBe(sha256);
    }
  });
});
