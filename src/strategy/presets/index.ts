import type { Plan } from '../plan.ts';
import { seedBt3yRules } from './seed-bt3y-rules.ts';
import { seedLive0110 } from './seed-live-0110.ts';

/** The published rule books as plans. */
export const presetPlans: Readonly<Record<string, Plan>> = {
  'seed-bt3y-rules': seedBt3yRules,
  'seed-live-0110': seedLive0110,
};
