import type { ExecutionConfig } from '../execution/index.ts';
import { namedFills } from '../execution/index.ts';
import type { Plan, RiskConfig, StrategyConfig } from '../strategy/index.ts';

/** What simulated sessions cost: a flat fee, which the venue charges too. */
export const simulatedExecution: ExecutionConfig = {
  delayMinutes: 1, widths: { kind: 'recorded' }, completion: null, fills: namedFills.half, trust: null, gap: null,
  fees: {
    kind: 'perContract', commission: 0.65, exchangeBelow: 0, exchangeAbove: 0, premiumBreak: 1, clearing: 0, regulatory: 0, cashSettlement: 0,
    source: 'the simulated venue',
  },
};

/** Cents a contract and leg. */
export const SIMULATED_FEE = 65;

const setups: readonly StrategyConfig['setup'][] = [
  { kind: 'fixedOffset', right: 'put', increment: 5, offset: 5, width: 5 },
  { kind: 'fixedOffset', right: 'call', increment: 5, offset: 5, width: 10 },
  {
    kind: 'package', as: 'ironCondor', increment: 5,
    legs: [{ right: 'put', offset: -10, ratio: -1 }, { right: 'put', offset: -15, ratio: 1 }, { right: 'call', offset: 10, ratio: -1 }, { right: 'call', offset: 15, ratio: 1 }],
  },
];

const sizings: readonly RiskConfig['sizing'][] = [
  { policy: 'fixed', contracts: 2 },
  { policy: 'fixed', contracts: 3 },
  { policy: 'fixed', contracts: 5 },
  {
    policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 3, window: 50, riskPerContract: 150, statistics: 'lastTrades', minTrades: 10,
    minWins: 5, minLosses: 2, floor: 1, bootstrap: { winRate: 0.582, averageWin: 266, averageLoss: 109 },
  },
];

/** Sizing that asks for more than the compiled-in cap. */
export const GREEDY = 2;

/** A plan of the simulator by number: every setup with every sizing. */
export const simulatedPlan = (number: number): Plan => ({
  strategy: {
    setup: setups[number % setups.length],
    entry: { times: ['09:45', '10:15', '10:50', '11:30', '12:40', '14:00'], lateByMinutes: 5, gates: [], limitOfMid: [0.9, 0.95, 1][number % 3], workMinutes: 3 },
    exits: {
      hold: null,
      rules: [
        { kind: 'clock', name: 'autoClose', minutesBeforeClose: number % 4 === 3 ? 2 : 30 },
        { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 40 }] },
        { kind: 'stopLoss', basis: 'natural', stopLossPercent: number % 2 === 0 ? 60 : 120, graceSeconds: 0, confirmSeconds: 0 },
      ].slice(number % 5 === 4 ? 1 : 0) as StrategyConfig['exits']['rules'],
    },
  },
  risk: {
    account: { startingEquity: 20_000, haltBelow: 0.5, margin: 'definedRisk' },
    sizing: sizings[number % sizings.length],
    limits: { maxOpen: 3, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  },
});
