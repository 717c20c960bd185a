import { describe, expect, it } from 'vitest';
import { runStudy } from '../../src/backtest/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import { canPack, collectCandidates, evaluateExits, evaluatePacked, packCandidates } from '../../src/research/index.ts';
import { exitPresets, studyWith } from '../support/plans.ts';

const market = fairMarket(21, { sessions: 40 });
const days = market.dates.map((_, i) => market.day(i, 'ticked'));
const study = studyWith('seed-bt3y-quotes', ({ risk, strategy }) => ({
  strategy: { ...strategy, setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup },
  risk: { ...risk, account: { startingEquity: 1e8, haltBelow: 0, margin: 'none' }, sizing: { policy: 'fixed', contracts: 0 } },
}));
const set = collectCandidates(days, study);
const { candidates } = set;
const packed = packCandidates(set, study.execution);

describe('exits evaluated over candidates computed once', () => {
  it.each(Object.keys(exitPresets))('equal the minute-by-minute engine to the cent under %s', (name) => {
    const strategy = { ...study.strategy, exits: exitPresets[name] };
    const oracle = runStudy(days, { plan: { strategy, risk: study.risk }, execution: study.execution, everyRow: true });
    const table = evaluateExits(candidates, exitPresets[name], study.execution);
    expect(canPack(exitPresets[name], study.execution)).toBe(true);
    expect(evaluatePacked(packed, exitPresets[name])).toEqual(table);
    const trades = [...oracle.trades].sort((a, b) => a.id - b.id);
    expect(trades.length).toBeGreaterThan(80);
    expect([...table.pnl]).toEqual(trades.map((trade) => trade.pnlPerContract));
    expect([...table.row]).toEqual(trades.map((trade) => trade.exitRow));
    expect([...table.reason].map((i) => table.reasons[i])).toEqual(trades.map((trade) => trade.reason));
  });

  it('meet the same gaps packed or not', () => {
    const execution = { ...study.execution, gap: { seed: 3, chance: 0.5, meanPoints: 5, lateMinutes: 60, lateFactor: 2 } };
    for (const exits of Object.values(exitPresets)) {
      expect(evaluatePacked(packCandidates(set, execution), exits)).toEqual(evaluateExits(candidates, exits, execution));
    }
  });
});
