import type { Plan } from '../plan.ts';
import { seedBt3yRules } from './seed-bt3y-rules.ts';

const { strategy, risk } = seedBt3yRules;

/**
 * The published three-year constants with nothing mended: slots from 9:36, the target read by time left to the close
 * (80% from the first minute), and no margin.
 */
export const seedBt3y: Plan = {
  strategy: {
    ...strategy,
    entry: { ...strategy.entry, times: ['09:36', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30'], limitOfMid: 0.95 },
    exits: {
      ...strategy.exits,
      rules: strategy.exits.rules.map((rule) => (rule.kind === 'profitTarget' ? { ...rule, clock: 'left' as const } : rule)),
    },
  },
  risk: { ...risk, account: { ...risk.account, margin: 'none' } },
};
