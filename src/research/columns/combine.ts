import type { ExitsConfig } from '../../strategy/index.ts';
import { NEVER } from '../../strategy/index.ts';
import type { ExitTable, PackedCandidates } from '../packed.ts';
import { exitTable } from '../packed.ts';
import type { SessionTotals } from './arithmetic.ts';
import { plainArithmetic } from './arithmetic.ts';
import { wasmArithmetic } from './arithmetic-wasm.ts';
import type { CodeColumn } from './code-columns.ts';
import { codeColumns } from './code-columns.ts';
import type { CodeLayout } from './codes.ts';
import { canCode, layoutOf, SETTLED, settledCodes } from './codes.ts';
import { contestOf } from './contest.ts';

/** One configuration of exits, as codes: read before the next one is asked for. */
export interface Coded {
  readonly candidates: number;
  /** Mean result of every candidate, taken or passed over, one contract of each: cents. */
  readonly mean: () => number;
  /** What sessions come to, by the first candidate of each [D+1]; undefined where only a walk of the decisions can tell. */
  readonly totals: (first: Int32Array) => SessionTotals | undefined;
  /** The same as a table, for the account's walk. */
  readonly table: () => ExitTable;
}

/** Evaluates configurations of exits over the same candidates. */
export interface ColumnEvaluator {
  /** Makes the columns of configurations that will be asked for, all at once. Changes no result. */
  readonly foresee: (configurations: Iterable<ExitsConfig>) => void;
  /** @returns undefined where codes cannot tell: ask `evaluatePacked` */
  readonly code: (exits: ExitsConfig) => Coded | undefined;
}

/** A rule's column, and where its codes and their minimum with those before it lie. */
interface Level {
  readonly column: CodeColumn;
  readonly minimum: number;
}

const tableOf = (packed: PackedCandidates, layout: CodeLayout, code: Int32Array, { exits, columns }: { exits: ExitsConfig; columns: readonly CodeColumn[] }): ExitTable => {
  const booked = columns.map((column) => column.booked());
  const table = exitTable(code.length, exits);
  const { resultBits, orderBits, least } = layout;
  const settledReason = table.reasons.indexOf('settled');
  const mask = 2 ** resultBits - 1;
  const orderMask = 2 ** orderBits - 1;
  for (let i = 0; i < code.length; i++) {
    const head = code[i] >>> resultBits;
    const order = head & orderMask;
    table.pnl[i] = (code[i] & mask) + least;
    const column = order === SETTLED ? undefined : booked[order];
    const isSettled = column === undefined || column.unfilled[i] === 1;
    table.row[i] = column === undefined ? packed.settledRow[i] : column.row[i];
    table.decided[i] = isSettled ? NEVER : packed.fillRow[i] + (head >>> orderBits);
    table.reason[i] = isSettled ? settledReason : order;
  }
  return table;
};

/** Columns a memory holds before it starts anew; each is eight bytes a candidate. */
const MOST_COLUMNS = 4000;

/** Candidates whose rows stay in the processor's own memory while all columns are made over them. */
const STRETCH = 64;

/**
 * Configurations of exits from first-hit columns: each rule is scanned once for each of its own settings, and a
 * configuration is the smallest code of its rules. Partial minima of rules that did not change are kept.
 *
 * Equal to `evaluatePacked` to the cent. Rules are told apart by identity, so equal settings should be the same object.
 */
export const columnEvaluator = (packed: PackedCandidates, engine: 'auto' | 'plain' = 'auto'): ColumnEvaluator => {
  const layout = layoutOf(packed);
  if (layout === undefined) return { foresee: () => undefined, code: () => undefined };
  const contest = contestOf(packed, layout);
  const candidates = packed.opened.length;
  const begin = () => {
    const arithmetic = (engine === 'auto' ? wasmArithmetic(layout, contest, candidates) : undefined) ?? plainArithmetic(layout, contest, candidates);
    const settled = arithmetic.blank();
    arithmetic.read(settled).set(settledCodes(packed, layout));
    return { arithmetic, settled, known: codeColumns(packed, layout, arithmetic) };
  };
  let { arithmetic, settled, known } = begin();
  let levels: Level[] = [];
  const columnsOf = (exits: ExitsConfig): CodeColumn[] => exits.rules.map((exit, order) => known.of(exit, exits, order));
  const combine = (columns: readonly CodeColumn[]): number => {
    const wanted = new Set(columns);
    let kept = 0;
    while (kept < levels.length && wanted.has(levels[kept].column)) wanted.delete(levels[kept++].column);
    const before = new Set(levels.map(({ column }) => column));
    const rest = [...wanted].sort((a, b) => Number(before.has(b)) - Number(before.has(a)));
    rest.forEach((column, i) => {
      const under = kept + i === 0 ? settled : levels[kept + i - 1].minimum;
      levels[kept + i] = { column, minimum: arithmetic.lesser(under, column.place, levels[kept + i]?.minimum) };
    });
    levels.length = kept + rest.length;
    return levels.at(-1)?.minimum ?? settled;
  };
  const makeRoom = (): void => {
    if (known.count() <= MOST_COLUMNS) return;
    ({ arithmetic, settled, known } = begin());
    levels = [];
  };
  return {
    foresee: (configurations) => {
      makeRoom();
      const columns = new Set<CodeColumn>();
      for (const exits of configurations) if (canCode(exits) && known.count() <= MOST_COLUMNS) for (const column of columnsOf(exits)) columns.add(column);
      for (let to = STRETCH; to < candidates; to += STRETCH) for (const column of columns) column.growTo(to);
    },
    code: (exits) => {
      if (!canCode(exits)) return undefined;
      makeRoom();
      const columns = columnsOf(exits);
      for (const column of columns) column.growTo(candidates);
      if (!columns.every((column) => column.fits())) return undefined;
      const minimum = combine(columns);
      return {
        candidates,
        mean: () => arithmetic.total(minimum) / candidates,
        totals: (first) => arithmetic.totals(minimum, first),
        table: () => tableOf(packed, layout, arithmetic.read(minimum), { exits, columns }),
      };
    },
  };
};
