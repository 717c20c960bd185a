import type { ExitConfig, ExitsConfig } from '../../strategy/index.ts';
import { NEVER } from '../../strategy/index.ts';
import type { ExitTable, PackedCandidates } from '../packed.ts';
import { exitTable } from '../packed.ts';
import type { CodeColumn, CodeLayout } from './codes.ts';
import { canCode, codeColumn, layoutOf, SETTLED, settledColumn, urgencyOfRule } from './codes.ts';
import type { Kept } from './contest.ts';
import { contestOf, keeperOf } from './contest.ts';
import { hitColumns } from './hits.ts';

/** One configuration of exits, as codes: read before the next one is asked for. */
export interface Coded {
  readonly layout: CodeLayout;
  /** [N] the first exit of each candidate. */
  readonly code: Int32Array;
  /** Which candidates are taken, no earlier one that they offset being held; undefined where only a walk of the decisions can tell. */
  readonly kept: () => Kept | undefined;
  /** The same as a table, for the account's walk. */
  readonly table: () => ExitTable;
}

/** Evaluates configurations of exits over the same candidates. */
export interface ColumnEvaluator {
  /** @returns undefined where codes cannot tell: ask `evaluatePacked` */
  readonly code: (exits: ExitsConfig) => Coded | undefined;
}

interface Level {
  readonly column: CodeColumn;
  readonly code: Int32Array;
}

/** Smaller of two codes, without a branch: they are never negative. */
const lesser = (a: Int32Array, b: Int32Array, out: Int32Array): void => {
  for (let i = 0; i < out.length; i++) {
    const other = b[i];
    const difference = (a[i] - other) | 0;
    out[i] = (other + (difference & (difference >> 31))) | 0;
  }
};

const tableOf = (packed: PackedCandidates, layout: CodeLayout, code: Int32Array, { exits, columns }: { exits: ExitsConfig; columns: readonly CodeColumn[] }): ExitTable => {
  const table = exitTable(code.length, exits);
  const { resultBits, orderBits, least } = layout;
  const settledReason = table.reasons.indexOf('settled');
  const mask = 2 ** resultBits - 1;
  const orderMask = 2 ** orderBits - 1;
  for (let i = 0; i < code.length; i++) {
    const head = code[i] >>> resultBits;
    const order = head & orderMask;
    table.pnl[i] = (code[i] & mask) + least;
    const column = order === SETTLED ? undefined : columns[order];
    const isSettled = column === undefined || column.unfilled[i] === 1;
    table.row[i] = column === undefined ? packed.settledRow[i] : column.row[i];
    table.decided[i] = isSettled ? NEVER : packed.fillRow[i] + (head >>> orderBits);
    table.reason[i] = isSettled ? settledReason : order;
  }
  return table;
};

/** Columns a memory holds before it starts anew; each is nine bytes a candidate. */
const MOST_COLUMNS = 4000;

/**
 * Configurations of exits from first-hit columns: each rule is scanned once for each of its own settings, and a
 * configuration is the smallest code of its rules. Partial minima of rules that did not change are kept.
 *
 * Equal to `evaluatePacked` to the cent. Rules are told apart by identity, so equal settings should be the same object.
 */
export const columnEvaluator = (packed: PackedCandidates): ColumnEvaluator => {
  const layout = layoutOf(packed);
  if (layout === undefined) return { code: () => undefined };
  const settled = settledColumn(packed, layout);
  const contest = contestOf(packed, layout);
  const keeper = contest === undefined ? undefined : keeperOf(contest, packed.opened.length);
  let hits = hitColumns(packed);
  let known = new Map<Int32Array, (CodeColumn | undefined)[]>();
  let count = 0;
  let levels: Level[] = [];
  const columnOf = (exit: ExitConfig, exits: ExitsConfig, order: number): CodeColumn | undefined => {
    const rows = hits.of(exit, exits);
    const made = known.get(rows) ?? [];
    if (made[order] === undefined) {
      made[order] = codeColumn(packed, layout, rows, { order, urgency: urgencyOfRule(exits, exit) });
      known.set(rows, made);
      count++;
    }
    return made[order];
  };
  const combine = (columns: readonly CodeColumn[]): Int32Array => {
    const wanted = new Set(columns);
    let kept = 0;
    while (kept < levels.length && wanted.has(levels[kept].column)) wanted.delete(levels[kept++].column);
    const before = new Set(levels.map(({ column }) => column));
    const rest = [...wanted].sort((a, b) => Number(before.has(b)) - Number(before.has(a)));
    rest.forEach((column, i) => {
      const code = levels[kept + i]?.code ?? new Int32Array(column.code.length);
      lesser(kept + i === 0 ? settled.code : levels[kept + i - 1].code, column.code, code);
      levels[kept + i] = { column, code };
    });
    levels.length = kept + rest.length;
    return levels.at(-1)?.code ?? settled.code;
  };
  return {
    code: (exits) => {
      if (!canCode(exits)) return undefined;
      if (count > MOST_COLUMNS) [hits, known, count, levels] = [hitColumns(packed), new Map(), 0, []];
      const columns = exits.rules.map((exit, order) => columnOf(exit, exits, order));
      if (columns.some((column) => column === undefined)) return undefined;
      const all = columns as readonly CodeColumn[];
      const code = combine(all);
      return { layout, code, kept: () => keeper?.(code), table: () => tableOf(packed, layout, code, { exits, columns: all }) };
    },
  };
};
