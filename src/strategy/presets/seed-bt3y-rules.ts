import type { Plan } from '../plan.ts';
import { publishedCalendar, publishedSetup, publishedTargets } from './published.ts';

/**
 * The rules of the published three-year backtest, as rules for real quotes.
 *
 * Kept: slots, pin, strikes, credit floors, 15% stop, trail 25/10/8, hold at 80%, half-Kelly with its bootstrap, cap 10.
 * Not kept, because they are not rules: the close as entry price, drawn fills and outcomes, credits from VIX, and the
 * target read by time left. Added, because nobody can trade without it: buying power.
 */
export const seedBt3yRules: Plan = {
  strategy: {
    setup: publishedSetup({ method: 'previousClose', increment: 25 }),
    entry: {
      times: ['09:35', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30'],
      lateByMinutes: 5,
      gates: [
        ...publishedCalendar,
        {
          kind: 'minCredit',
          absolute: 1,
          byTime: [
            { before: '12:00', credit: 1.25 },
            { before: '13:00', credit: 1.5 },
            { before: '16:00', credit: 2 },
          ],
          onMissing: 'closed',
        },
      ],
      limitOfMid: 0.85,
      workMinutes: 5,
    },
    exits: {
      hold: { basis: 'mid', profitPercent: 80, vixBelow: 17, minutesLeft: 60, distance: 8 },
      rules: [
        { kind: 'stopLoss', basis: 'mid', stopLossPercent: 15, graceSeconds: 0, confirmSeconds: 0, unless: ['held'] },
        { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: publishedTargets, unless: ['held'] },
        {
          kind: 'trailingStop', basis: 'mid', triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4,
          unless: ['held'],
        },
      ],
    },
  },
  risk: {
    account: { startingEquity: 25000, haltBelow: 0.5, margin: 'definedRisk' },
    sizing: {
      policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 10, window: 50, riskPerContract: 150,
      statistics: 'separate', minTrades: 15, minWins: 10, minLosses: 5, floor: 1,
      bootstrap: { winRate: 0.588, averageWin: 223, averageLoss: 103 },
    },
    limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  },
};
