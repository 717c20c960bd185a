import { z } from 'zod';
import { dataGrades } from '../../kernel/index.ts';

const share = z.number().min(0).max(1);

/** How much of each criterion is enough. A policy states every threshold; there is no default inside. */
export const policySchema = z.strictObject({
  outOfSampleProfit: z.number().min(0).describe('dollars to be exceeded'),
  lowerConfidenceBound: z.number().min(0).describe('dollars a contract to be exceeded'),
  pbo: share.describe('most'),
  deflatedSharpe: share.describe('least'),
  plateau: share.describe('least share of its own objective that its neighbourhood reaches'),
  haltProbability: share.describe('most, a year'),
  buyingPower: share.describe('most share of equity at risk at once'),
  ruleReachability: z.int().min(1).describe('fewest times each rule decided something'),
  alarmsClear: z.literal(0).describe('alarms; none is ever acceptable'),
  placeboBeaten: share.describe('most share of placebo runs as good'),
  lookAhead: z.int().min(1).describe('fewest cuts tried; no finding is ever acceptable'),
  replayParity: z.int().min(1).describe('fewest sessions replayed; no difference is ever acceptable'),
  dataGrade: z.enum(dataGrades).describe('worst grade accepted'),
});
export type Policy = z.infer<typeof policySchema>;

/** The published policy for real money. */
export const standardPolicy: Policy = {
  outOfSampleProfit: 0,
  lowerConfidenceBound: 0,
  pbo: 0.2,
  deflatedSharpe: 0.95,
  plateau: 0.7,
  haltProbability: 0.05,
  buyingPower: 0.5,
  ruleReachability: 1,
  alarmsClear: 0,
  placeboBeaten: 0.05,
  lookAhead: 50,
  replayParity: 20,
  dataGrade: 'recorded',
};
