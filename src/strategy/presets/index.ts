import type { Plan } from '../plan.ts';
import { seedBt3yRules } from './seed-bt3y-rules.ts';
import { seedBt3y } from './seed-bt3y.ts';
import { seedLive0110 } from './seed-live-0110.ts';
import { publishedNdxSetup } from './published.ts';
import { seedLiveHead } from './seed-live-head.ts';

/** The published rule books as plans. */
export const presetPlans: Readonly<Record<string, Plan>> = {
  'seed-bt3y-rules': seedBt3yRules,
  'seed-bt3y': seedBt3y,
  'seed-live-0110': seedLive0110,
  'seed-live-head': seedLiveHead,
  'seed-live-head-ndx': {
    ...seedLiveHead,
    strategy: { ...seedLiveHead.strategy, setup: publishedNdxSetup({ method: 'competing', share: 0.02, fallback: 250, increment: 10 }) },
  },
};
