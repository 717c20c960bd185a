import { z } from 'zod';
import { canonicalJson, isGammaError } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Study } from '../backtest/index.ts';
import type { Axis, Point } from './axes.ts';
import { axisSchema, studyAt } from './axes.ts';
import type { Candidate } from './candidates.ts';
import { collectCandidates } from './candidates.ts';
import { evaluateExits } from './evaluate-exits.ts';
import type { Figures } from './figures.ts';
import { figureNames, figuresOf } from './figures.ts';
import type { PackedCandidates } from './packed.ts';
import { canPack, evaluatePacked, packCandidates } from './packed.ts';
import { replayAccount } from './replay-account.ts';
import { evaluateWhole, needsWhole } from './whole.ts';
import { searchSchema } from './search/index.ts';

/** A sweep file. */
export const sweepSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(80),
  /** Study file or built-in study. */
  study: z.string().min(1),
  /** Figure to make large. */
  objective: z.enum(figureNames),
  axes: z.record(z.string(), axisSchema),
  search: searchSchema,
  constraints: z.array(z.string()),
});
export type SweepConfig = z.infer<typeof sweepSchema>;

/** What came of one point: its figures and session results, or why it failed. */
export interface Outcome {
  readonly point: Point;
  readonly figures: Figures | null;
  /** [D] cents at traded size; empty when it failed. */
  readonly daily: Float64Array;
  readonly error: string | null;
}

/** Entries shared by every point that differs in exits and account only. */
interface Shared {
  readonly candidates: readonly Candidate[];
  readonly packed: PackedCandidates;
  readonly sessions: number;
}

const entriesKey = ({ strategy, execution }: Study): string =>
  canonicalJson({ setup: strategy.setup, entry: strategy.entry, execution });

/**
 * An evaluator of points over fixed data. Entries are computed once for all points that share them.
 *
 * @param days makes the sessions anew
 */
export const sweepEvaluator = (days: () => Iterable<ChainDay>, study: Study, axes: readonly Axis[]): ((point: Point) => Outcome) => {
  let key = '';
  let shared: Shared | undefined;
  const sharedFor = (changed: Study): Shared => {
    const wanted = entriesKey(changed);
    if (shared === undefined || wanted !== key) {
      const { candidates, dates } = collectCandidates(days(), changed);
      shared = { candidates, packed: packCandidates(candidates, changed.execution), sessions: dates.length };
      key = wanted;
    }
    return shared;
  };
  return (point) => {
    try {
      const changed = studyAt(study, axes, point);
      if (needsWhole(changed)) {
        const { figures, daily } = evaluateWhole(days(), changed);
        return { point, figures, daily, error: null };
      }
      const { candidates, packed, sessions } = sharedFor(changed);
      const { exits } = changed.strategy;
      const table = canPack(exits, changed.execution) ? evaluatePacked(packed, exits) : evaluateExits(candidates, exits, changed.execution);
      const account = replayAccount(packed, table, changed.risk, sessions);
      return { point, figures: figuresOf(account, table.pnl), daily: account.daily, error: null };
    } catch (error) {
      if (!isGammaError(error) || error.exitCode === 1) throw error;
      return { point, figures: null, daily: new Float64Array(0), error: error.message };
    }
  };
};
