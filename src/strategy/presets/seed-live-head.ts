import type { Plan } from '../plan.ts';
import { publishedCalendar, publishedSetup, publishedTargets } from './published.ts';

/**
 * The bot as last published (March 2026), without its language-model vetoes, which nobody can reproduce.
 *
 * Its pin needs open interest: without it every entry is a counted pass. Its noise filter is a stand-in of the same form.
 */
export const seedLiveHead: Plan = {
  strategy: {
    setup: publishedSetup({ method: 'competing', share: 0.015, fallback: 50, increment: 5 }),
    entry: {
      times: ['10:00', '10:30', '11:00', '11:30'],
      lateByMinutes: 5,
      gates: [
        ...publishedCalendar,
        { kind: 'vixRange', min: 13, max: 20, onMissing: 'closed' },
        { kind: 'vixSpike', minutes: 5, maxRisePercent: 5, onMissing: 'open' },
        { kind: 'expectedMove', hours: 2, minPoints: 10, onMissing: 'closed' },
        { kind: 'rsi', period: 14, min: 40, max: 80, onMissing: 'open' },
        { kind: 'consecutiveDays', direction: 'down', max: 5, onMissing: 'open' },
        { kind: 'gap', maxPercent: 0.5, onMissing: 'open' },
        { kind: 'shortDistance', min: 5, onMissing: 'closed' },
        {
          kind: 'quoteWidth',
          byCredit: [
            { below: 1, percent: 12 },
            { below: 1.5, percent: 15 },
            { below: 2.5, percent: 20 },
            { below: 100, percent: 25 },
          ],
          onMissing: 'open',
        },
        {
          kind: 'minCredit',
          absolute: 1.3,
          byTime: [
            { before: '11:00', credit: 0.4 },
            { before: '13:00', credit: 0.5 },
            { before: '16:00', credit: 0.65 },
          ],
          onMissing: 'closed',
        },
        { kind: 'momentum', name: 'momentum5', minutes: 5, maxPoints: 10, onMissing: 'open' },
        { kind: 'momentum', name: 'momentum1', minutes: 1, maxPoints: 5, onMissing: 'open' },
      ],
      limitOfMid: 0.95,
      workMinutes: 5,
    },
    exits: {
      hold: { basis: 'mid', profitPercent: 80, vixBelow: 17, minutesLeft: 60, distance: 8 },
      rules: [
        { kind: 'clock', name: 'hardClose', minutesBeforeClose: 5, unless: ['held'] },
        { kind: 'clock', name: 'autoClose', minutesBeforeClose: 30, unless: ['held'] },
        { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: publishedTargets, unless: ['held'] },
        { kind: 'trailingStop', basis: 'mid', triggerPercent: 30, lockPercent: 20, minDistancePercent: 10, tighten: 0.4 },
        {
          kind: 'settledStop', name: 'emergencyStop', stopLossPercent: 25, settleSeconds: 60, calmWidthPercent: 15,
          calmSeconds: 10, calmPoints: 0.05, atOncePercent: 35, unless: ['trailing'],
        },
        {
          kind: 'filteredStop', name: 'stopLoss', stopLossPercent: 15, graceSeconds: 540, processNoise: 3, measurementNoise: 0.05,
          noisy: 3, maxWaits: 5, unless: ['trailing'],
        },
      ],
    },
  },
  risk: {
    account: { startingEquity: 20000, haltBelow: 0.5, margin: 'definedRisk' },
    sizing: {
      policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 3, window: 50, riskPerContract: 250,
      statistics: 'lastTrades', minTrades: 10, minWins: 1, minLosses: 1, floor: 1,
      bootstrap: { winRate: 0, averageWin: 1, averageLoss: 1 },
    },
    limits: { maxOpen: 3, maxEntriesPerDay: null, dailyLoss: 500, maxOpenRisk: null, minutesBetweenEntries: null },
  },
};
