import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverlayConfig } from '../../src/montecarlo/index.ts';
import { noOverlays, prepareJob, summarise, tellPath } from '../../src/montecarlo/index.ts';
import { fixedRules, jobOf, run } from '../support/jobs.ts';
import { sampleRecord } from '../support/populations.ts';

const record = sampleRecord(90, 5);
const job = (overlays: OverlayConfig) => jobOf(record, { rules: fixedRules(1), overlays, paths: 300, sessions: 60 });
const percentiles = (overlays: OverlayConfig) => summarise(run(job(overlays)), 2_500_000).balance.map(({ value }) => value);

describe('what goes worse than the record', () => {
  it('changes nothing when its chance is nil', () => {
    const base = run(jobOf(record, { rules: fixedRules(1), paths: 300 })).balance;
    for (const overlays of [
      { ...noOverlays, extraStops: { chance: 0, group: 'stopLoss' } }, { ...noOverlays, gap: { chance: 0, points: 10 } },
      { ...noOverlays, gap: { chance: 1, points: 0 } }, { ...noOverlays, worstCase: { chance: 0 } }, { ...noOverlays, worstCase: { count: 0 } },
    ]) expect(run(job(overlays)).balance).toEqual(base);
  });
  it('never betters a percentile when it widens, on common random numbers', () => {
    const ladders: OverlayConfig[][] = [
      [5, 20, 60].map((points) => ({ ...noOverlays, gap: { chance: 0.3, points } })),
      [0.05, 0.2, 0.5].map((chance) => ({ ...noOverlays, gap: { chance, points: 25 } })),
      [0.02, 0.1, 0.4].map((chance) => ({ ...noOverlays, extraStops: { chance, group: 'stopLoss' } })),
      [0.01, 0.05, 0.2].map((chance) => ({ ...noOverlays, worstCase: { chance } })),
    ];
    for (const ladder of ladders) {
      let before = percentiles(noOverlays);
      for (const overlays of ladder) {
        const now = percentiles(overlays);
        now.forEach((value, i) => expect(value).toBeLessThanOrEqual(before[i]));
        before = now;
      }
    }
  });
  it('never loses more than the maximum loss, nor wins more than the record', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true }), fc.integer({ min: 0, max: 299 }), (chance, points, path) => {
        for (const { trade, pnlPerContract } of tellPath(prepareJob(job({ ...noOverlays, gap: { chance, points } })), path).trades) {
          expect(pnlPerContract).toBeLessThanOrEqual(record.pnl[trade]);
          expect(pnlPerContract).toBeGreaterThanOrEqual(Math.min(record.pnl[trade], -record.maxLoss[trade]));
        }
      }),
      { numRuns: 40 },
    );
  });
  it('injects exactly as many worst cases as asked', () => {
    for (const path of [0, 7, 123]) {
      const { trades } = tellPath(prepareJob(job({ ...noOverlays, worstCase: { count: 3 } })), path);
      expect(trades.filter(({ pnlPerContract }) => pnlPerContract === -40_000).length).toBe(3);
    }
  });
  it('is refused where the record cannot bear it', () => {
    expect(() => prepareJob(job({ ...noOverlays, extraStops: { chance: 0.1, group: 'stopLos' } }))).toThrow(/did you mean stopLoss\?/);
    const blind = { ...record, distance: record.distance.map(() => NaN) };
    expect(() => prepareJob(jobOf(blind, { overlays: { ...noOverlays, gap: { chance: 0.1, points: 10 } } }))).toThrow(/record must be with distance/);
  });
});
