import { describe, expect, it } from 'vitest';
import type { AlarmId, Study, StudyResult, Trade } from '../../src/backtest/index.ts';
import { alarmsOf, runStudy } from '../../src/backtest/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import { studyWith } from '../support/plans.ts';

const market = fairMarket(9, { sessions: 40, step: 5 });
const days = market.dates.map((_, i) => market.day(i, 'ticked'));
const study = studyWith('seed-live-0110', ({ risk, strategy }) => ({
  strategy: { ...strategy, setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 15, width: 10 }, entry: { ...strategy.entry, gates: [] }, exits: { hold: null, rules: [{ kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 0, confirmSeconds: 0 }] } },
  risk: { ...risk, sizing: { policy: 'fixed', contracts: 1 }, limits: { ...risk.limits, maxOpen: null } },
}));
const plan = (s: Study) => ({ plan: { strategy: s.strategy, risk: s.risk }, execution: s.execution });
const honest = runStudy(days, plan(study));
const ids = (s: Study, result: StudyResult): AlarmId[] => alarmsOf(s, result).map((alarm) => alarm.id);
const altered = (change: (trade: Trade) => Trade): StudyResult => ({ ...honest, trades: honest.trades.map((t, i) => (i === 3 ? change(t) : t)) });

describe('alarms', () => {
  it('are silent on an honest study', () => expect(ids(study, honest)).toEqual([]));

  it.each<[AlarmId, () => StudyResult, Study?]>([
    ['zeroSecondExit', () => altered((t) => ({ ...t, reason: 'stopLoss', exitRow: t.entryRow }))],
    ['creditAboveWidth', () => altered((t) => ({ ...t, credit: 1000 }))],
    ['profitAboveCredit', () => altered((t) => ({ ...t, pnlPerContract: t.credit * 100 + 100 }))],
    ['lossAboveMaximum', () => altered((t) => ({ ...t, pnlPerContract: -t.maxLoss - 1 }))],
    ['fillInsideMarket', () => altered((t) => ({ ...t, credit: t.entryMid + 5 }))],
    ['tradesDoNotSumToEquity', () => altered((t) => ({ ...t, pnl: t.pnl + 1 }))],
    ['positionNeverClosed', () => ({ ...honest, events: honest.events.map((day) => day.filter((event) => event !== -honest.trades[1].id)) })],
    ['allWinners', () => ({ ...honest, trades: honest.trades.map((t) => ({ ...t, pnlPerContract: 100 })) })],
    ['zeroDrawdown', () => ({ ...honest, equity: honest.equity.map((row, i) => ({ ...row, equity: 2e6 + i, low: 2e6 + i, high: 2e6 + i })) })],
    ['ruleNeverDecisive', () => ({ ...honest, trades: honest.trades.map((t) => ({ ...t, reason: 'settled' })) })],
  ])('%s is raised by a planted fault', (id, result) => {
    expect(ids(study, result())).toContain(id);
  });

  it('call fills at the mid fills inside the market', () => {
    const side = { share: 0, atLeast: 0, slippage: 0 };
    const generous: Study = { ...study, execution: { ...study.execution, fills: { entry: side, exit: side, stop: side } } };
    expect(ids(generous, runStudy(days, plan(generous)))).toContain('fillInsideMarket');
  });

  it('name look-ahead when strikes are aimed with the close and every trade wins', () => {
    const knowing = days.map((day) => ({ ...day, spot: new Float64Array(day.spot.length).fill(day.settlement ?? NaN) }));
    const held = { ...study, strategy: { ...study.strategy, exits: { hold: null, rules: [] } } };
    const result = runStudy(knowing, plan(held));
    expect(result.trades.length).toBeGreaterThan(20);
    expect(result.trades.every((trade) => trade.pnlPerContract > 0)).toBe(true);
    expect(alarmsOf(held, result).find((alarm) => alarm.id === 'allWinners')?.message).toContain('look-ahead');
  });
});
