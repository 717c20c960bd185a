import type { Plan } from '../plan.ts';
import { publishedCalendar, publishedSetup, publishedTargets } from './published.ts';

/** The bot as first deployed (January 2026): its own constants, cap 3, $150 a contract, and its limit of three open. */
export const seedLive0110: Plan = {
  strategy: {
    setup: publishedSetup({ method: 'previousClose', increment: 25 }),
    entry: {
      times: ['09:36', '10:00', '11:00', '12:00'],
      lateByMinutes: 5,
      gates: [
        ...publishedCalendar,
        { kind: 'vixRange', min: 12, max: 20, onMissing: 'closed' },
        {
          kind: 'minCredit',
          absolute: 1,
          byTime: [
            { before: '11:00', credit: 1.25 },
            { before: '13:00', credit: 1.5 },
            { before: '16:00', credit: 2 },
          ],
          onMissing: 'closed',
        },
        { kind: 'shortDistance', min: 5, onMissing: 'closed' },
      ],
      limitOfMid: 0.95,
      workMinutes: 5,
    },
    exits: {
      hold: { basis: 'mid', profitPercent: 80, vixBelow: 17, minutesLeft: 60, distance: 8 },
      rules: [
        { kind: 'clock', name: 'autoClose', minutesBeforeClose: 30, unless: ['held'] },
        { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: publishedTargets, unless: ['held'] },
        { kind: 'trailingStop', basis: 'mid', triggerPercent: 20, lockPercent: 12, minDistancePercent: 8, tighten: 0.4 },
        { kind: 'stopLoss', name: 'emergencyStop', basis: 'natural', stopLossPercent: 40, graceSeconds: 0, confirmSeconds: 0, unless: ['trailing'] },
        { kind: 'stopLoss', basis: 'natural', stopLossPercent: 10, graceSeconds: 300, confirmSeconds: 0, unless: ['trailing'] },
      ],
    },
  },
  risk: {
    account: { startingEquity: 20000, haltBelow: 0.5, margin: 'definedRisk' },
    sizing: {
      policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 3, window: 50, riskPerContract: 150,
      statistics: 'lastTrades', minTrades: 10, minWins: 5, minLosses: 2, floor: 1,
      bootstrap: { winRate: 0.582, averageWin: 266, averageLoss: 109 },
    },
    limits: { maxOpen: 3, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  },
};
