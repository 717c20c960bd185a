import { describe, expect, it } from 'vitest';
import { runStudy } from '../../src/backtest/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import { collectCandidates, columnEvaluator, evaluatePacked, evenAccount, packCandidates, replayAccount, sessionBounds } from '../../src/research/index.ts';
import { exitPresets, studyWith } from '../support/plans.ts';

const market = fairMarket(33, { sessions: 60, step: 5 });
const days = market.dates.map((_, i) => market.day(i, 'ticked'));
const base = studyWith('seed-bt3y-quotes', ({ strategy, execution }) => ({
  strategy: { ...strategy, setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup, entry: { ...strategy.entry, workMinutes: 0 } },
  execution: { ...execution, delayMinutes: 5 },
}));
const set = collectCandidates(days, base);
const { dates } = set;
const packed = packCandidates(set, base.execution);
const limits = { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null };

const risks: Readonly<Record<string, typeof base.risk>> = {
  'the published half-Kelly and its halt': base.risk,
  'half-Kelly with room to lose': { ...base.risk, account: { startingEquity: 500_000, haltBelow: 0.2, margin: 'definedRisk' } },
  'three open at most, 900 dollars of daily loss': {
    ...base.risk, account: { startingEquity: 300_000, haltBelow: 0, margin: 'definedRisk' }, sizing: { policy: 'fixed', contracts: 2 },
    limits: { ...limits, maxOpen: 3, dailyLoss: 900 },
  },
  'open risk and spacing limited': {
    ...base.risk, account: { startingEquity: 300_000, haltBelow: 0, margin: 'definedRisk' }, sizing: { policy: 'fixed', contracts: 5 },
    limits: { ...limits, maxOpenRisk: 6000, minutesBetweenEntries: 45, maxEntriesPerDay: 4 },
  },
};

describe('account rules applied after exits', () => {
  it.each(Object.keys(risks).flatMap((risk) => ['settle only', 'seed-bt3y-rules', 'seed-live-0110'].map((exits) => [risk, exits] as const)))(
    'equal the engine to the cent: %s, %s', (risk, exits) => {
      const plan = { strategy: { ...base.strategy, exits: exitPresets[exits] }, risk: risks[risk] };
      const oracle = runStudy(days, { plan, execution: base.execution });
      const result = replayAccount(packed, evaluatePacked(packed, exitPresets[exits]), plan.risk, dates.length);
      expect(result.endingEquity).toBe(oracle.equity.at(-1)?.equity);
      expect(result.trades).toBe(oracle.trades.filter((trade) => !trade.isShadow).length);
      const ends = [result.startingEquity, ...oracle.equity.map((row) => row.equity)];
      const daily = oracle.equity.map((_, d) => ends[d + 1] - ends[d]);
      expect([...result.daily]).toEqual(daily);
    });
});

describe('entries that offset one another, and orders that never fill', () => {
  const { strategy, execution } = base;
  const crowded = (delayMinutes: number, workMinutes: number, limitOfMid: number): typeof base => ({
    ...base,
    strategy: { ...strategy, entry: { ...strategy.entry, gates: [], limitOfMid, workMinutes, times: ['09:35', '09:50', '10:00', '10:20', '10:30', '11:00', '11:20'] } },
    execution: { ...execution, delayMinutes },
  });
  it.each([[0, 0, 0.85], [0, 30, 1], [5, 5, 0.85], [5, 5, 1], [5, 30, 0.85], [5, 30, 1]])(
    'are followed as the engine does, delay %i, at work %i minutes, at %f of the mid', (delay, work, limitOfMid) => {
      const study = crowded(delay, work, limitOfMid);
      const set = collectCandidates(days, study);
      const own = packCandidates(set, study.execution);
      expect(set.unfilled.length > 5).toBe(delay > 0 || limitOfMid === 1);
      const columns = columnEvaluator(own);
      const bounds = sessionBounds(own, set.dates.length);
      let offsets = 0;
      let even = 0;
      for (const exits of ['settle only', 'seed-bt3y-rules', 'seed-live-0110']) {
        for (const risk of [...Object.values(risks), { ...risks['open risk and spacing limited'], limits }]) {
          const plan = { strategy: { ...study.strategy, exits: exitPresets[exits] }, risk };
          const oracle = runStudy(days, { plan, execution: study.execution });
          offsets += oracle.passes.filter(({ why }) => why === 'offsetsHeldLeg').length;
          const result = replayAccount(own, evaluatePacked(own, exitPresets[exits]), risk, set.dates.length);
          expect(result.endingEquity).toBe(oracle.equity.at(-1)?.equity);
          expect(result.trades).toBe(oracle.trades.filter((trade) => !trade.isShadow).length);
          const coded = columns.code(exitPresets[exits]);
          const quick = coded === undefined ? undefined : evenAccount(coded, risk, bounds);
          if (quick === undefined) continue;
          even++;
          expect(quick).toEqual(result);
        }
      }
      expect(offsets).toBeGreaterThan(50);
      expect(even).toBe(own.contested === undefined ? 0 : 3);
    });
});
