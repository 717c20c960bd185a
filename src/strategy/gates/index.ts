import { z } from 'zod';
import type { Candidate, Gate, GateView, Verdict } from './define-gate.ts';
import { skipFomc, skipHalfDays } from './rules/calendar.ts';
import { consecutiveDays } from './rules/consecutive-days.ts';
import { expectedMove } from './rules/expected-move.ts';
import { gap } from './rules/gap.ts';
import { intradayMove } from './rules/intraday-move.ts';
import { ivRankGate } from './rules/iv-rank.ts';
import { lastEntry } from './rules/last-entry.ts';
import { momentum } from './rules/momentum.ts';
import { observation } from './rules/observation.ts';
import { openingRange } from './rules/opening-range.ts';
import { rsi } from './rules/rsi.ts';
import { strikeConflict } from './rules/strike-conflict.ts';
import { trend } from './rules/trend.ts';
import { vixSpike } from './rules/vix-spike.ts';
import { minCredit } from './rules/min-credit.ts';
import { quoteWidth } from './rules/quote-width.ts';
import { shortDistanceGate } from './rules/short-distance.ts';
import { vixRange } from './rules/vix.ts';

/** What every gate of a plan carries beside its own parameters. */
const common = {
  name: z.string().min(1).max(40).optional(),
  /** What a missing input means: `closed` blocks the trade, `open` lets it pass. */
  onMissing: z.enum(['closed', 'open']),
};

/** The roster. To add a gate: a file in rules/, and its name here and below. */
export const gates = [
  vixRange, skipFomc, skipHalfDays, minCredit, quoteWidth, shortDistanceGate,
  consecutiveDays, expectedMove, gap, intradayMove, ivRankGate, lastEntry, momentum, observation, openingRange, rsi, strikeConflict, trend, vixSpike,
] as const;

export const gateSchema = z.discriminatedUnion('kind', [
  vixRange.schema.extend(common),
  skipFomc.schema.extend(common),
  skipHalfDays.schema.extend(common),
  minCredit.schema.extend(common),
  quoteWidth.schema.extend(common),
  shortDistanceGate.schema.extend(common),
  consecutiveDays.schema.extend(common),
  expectedMove.schema.extend(common),
  gap.schema.extend(common),
  intradayMove.schema.extend(common),
  ivRankGate.schema.extend(common),
  lastEntry.schema.extend(common),
  momentum.schema.extend(common),
  observation.schema.extend(common),
  openingRange.schema.extend(common),
  rsi.schema.extend(common),
  strikeConflict.schema.extend(common),
  trend.schema.extend(common),
  vixSpike.schema.extend(common),
]);
export type GateConfig = z.infer<typeof gateSchema>;

const gateOf = (kind: string): Gate<z.ZodObject> => gates.find((gate) => gate.kind === kind) as unknown as Gate<z.ZodObject>;

export const gateName = (gate: GateConfig): string => gate.name ?? gate.kind;

/** One gate's word on one signal. `blocked` already accounts for the plan's fail mode. */
export interface GateResult {
  readonly gate: string;
  readonly verdict: Verdict;
  readonly blocked: boolean;
}

/** Judges every gate of one stage; none is skipped, so that coverage can say which alone decided. */
export const judgeGates = (
  configs: readonly GateConfig[],
  view: GateView,
  candidate: Candidate | undefined,
): GateResult[] => {
  const results: GateResult[] = [];
  for (const config of configs) {
    const gate = gateOf(config.kind);
    if ((gate.needs === 'candidate') !== (candidate !== undefined)) continue;
    const { name: _name, onMissing, ...params } = config;
    const verdict = gate.judge(params, view, candidate);
    const blocked = verdict === 'block' || (verdict === 'notEvaluable' && onMissing === 'closed');
    results.push({ gate: gateName(config), verdict, blocked });
  }
  return results;
};

export const describeGate = (config: GateConfig): string => {
  const { name: _name, onMissing: _mode, ...params } = config;
  return gateOf(config.kind).describe(params);
};
export type { Candidate, GateView, Verdict } from './define-gate.ts';
