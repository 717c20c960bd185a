import { z } from 'zod';
import type { GammaError } from '../kernel/index.ts';
import { canonicalJson, isGammaError } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Study } from '../backtest/index.ts';
import type { Axis, Point } from './axes.ts';
import { axisSchema, studyReader } from './axes.ts';
import type { Candidate } from './candidates.ts';
import { collectCandidates } from './candidates.ts';
import type { ColumnEvaluator } from './columns/combine.ts';
import { columnEvaluator } from './columns/combine.ts';
import type { SessionBounds } from './columns/even-account.ts';
import { evenAccount, sessionBounds } from './columns/even-account.ts';
import { evaluateExits } from './evaluate-exits.ts';
import type { Figures } from './figures.ts';
import { figuresOf, meanOf, objectiveNames } from './figures.ts';
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
  objective: z.enum(objectiveNames),
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
  readonly columns: ColumnEvaluator;
  readonly bounds: SessionBounds;
  readonly sessions: number;
}

const entriesKey = ({ strategy, execution }: Study): string =>
  canonicalJson({ setup: strategy.setup, entry: strategy.entry, execution });

/** One configuration over shared entries: by columns where its exits allow, else by scans. */
const evaluateShared = ({ candidates, packed, columns, bounds, sessions }: Shared, { strategy: { exits }, execution, risk }: Study): Pick<Outcome, 'figures' | 'daily'> => {
  const isPackable = canPack(exits, execution);
  const coded = isPackable ? columns.code(exits) : undefined;
  const even = coded === undefined ? undefined : evenAccount(coded, risk, bounds);
  if (coded !== undefined && even !== undefined) return { figures: figuresOf(even, coded.mean()), daily: even.daily };
  const table = coded?.table() ?? (isPackable ? evaluatePacked(packed, exits) : evaluateExits(candidates, exits, execution));
  const account = replayAccount(packed, table, risk, sessions);
  return { figures: figuresOf(account, meanOf(table.pnl)), daily: account.daily };
};

/** The value of a job, or the error a user can mend that it ended with. */
const attempt = <Value>(job: () => Value): Value | GammaError => {
  try {
    return job();
  } catch (error) {
    if (!isGammaError(error) || error.exitCode === 1) throw error;
    return error;
  }
};

/** What a study's entries and their costs depend on. */
const entriesOf = ({ strategy, execution }: Study): readonly unknown[] => [strategy.setup, strategy.entry, execution];
const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((part, i) => part === b[i]);

/** Evaluates points over fixed data. */
export interface SweepEvaluator {
  /** Makes what points that will be asked for share, all at once. Changes no result. */
  readonly foresee: (points: readonly Point[]) => void;
  readonly evaluate: (point: Point) => Outcome;
}

/**
 * An evaluator of points over fixed data. Entries are computed once for all points that share them.
 *
 * @param days makes the sessions anew
 */
export const sweepEvaluator = (days: () => Iterable<ChainDay>, study: Study, axes: readonly Axis[]): SweepEvaluator => {
  const read = studyReader(study, axes);
  let entries: readonly unknown[] = [];
  let key = '';
  let shared: Shared | undefined;
  const sharedFor = (changed: Study): Shared => {
    const own = entriesOf(changed);
    if (shared !== undefined && isSame(own, entries)) return shared;
    const wanted = entriesKey(changed);
    if (shared === undefined || wanted !== key) {
      const set = collectCandidates(days(), changed);
      const { candidates, dates } = set;
      const packed = packCandidates(set, changed.execution);
      shared = { candidates, packed, columns: columnEvaluator(packed), bounds: sessionBounds(packed, dates.length), sessions: dates.length };
      key = wanted;
    }
    entries = own;
    return shared;
  };
  const foresee = (studies: readonly Study[]): void => {
    const coded = studies.filter((changed) => !needsWhole(changed) && canPack(changed.strategy.exits, changed.execution));
    if (coded.length < 2) return;
    const own = entriesOf(coded[0]);
    sharedFor(coded[0]).columns.foresee(coded.filter((changed) => isSame(own, entriesOf(changed))).map(({ strategy }) => strategy.exits));
  };
  const answer = (changed: Study): Pick<Outcome, 'figures' | 'daily'> =>
    needsWhole(changed) ? evaluateWhole(days(), changed) : evaluateShared(sharedFor(changed), changed);
  return {
    foresee: (points) => {
      const studies = points.flatMap((point) => {
        const changed = attempt(() => read(point));
        return isGammaError(changed) ? [] : [changed];
      });
      attempt(() => foresee(studies));
    },
    evaluate: (point) => {
      const found = attempt(() => answer(read(point)));
      return isGammaError(found)
        ? { point, figures: null, daily: new Float64Array(0), error: found.message }
        : { point, figures: found.figures, daily: found.daily, error: null };
    },
  };
};
