import type { ExitConfig, ExitsConfig } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import type { CodeArithmetic } from './arithmetic.ts';
import type { BookedRows, CodeLayout } from './codes.ts';
import { bookedRows, codeWriter, urgencyOfRule } from './codes.ts';
import type { GrowingColumn } from './growing.ts';
import { growingColumn } from './growing.ts';
import { hitColumns } from './hits.ts';

/** One rule's exits at one place among a plan's. */
export interface CodeColumn {
  /** Where its codes lie in the arithmetic. */
  readonly place: number;
  /** Makes the codes of candidates before `to` that are not made yet. */
  readonly growTo: (to: number) => void;
  /** Whether every result made so far lies within the layout. */
  readonly fits: () => boolean;
  readonly booked: () => BookedRows;
}

/** Columns of a set of candidates, each made once for each setting of a rule and its place. */
export interface CodeColumns {
  readonly of: (exit: ExitConfig, exits: ExitsConfig, order: number) => CodeColumn;
  readonly count: () => number;
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined;
  return () => (made ??= make());
};

/** Rules are told apart by identity. */
export const codeColumns = (packed: PackedCandidates, layout: CodeLayout, arithmetic: CodeArithmetic): CodeColumns => {
  const hits = hitColumns(packed);
  const known = new Map<GrowingColumn, CodeColumn[]>();
  let count = 0;
  const make = (rows: GrowingColumn, exit: ExitConfig, exits: ExitsConfig, order: number): CodeColumn => {
    const urgency = urgencyOfRule(exits, exit);
    const place = arithmetic.blank();
    const write = codeWriter(packed, layout, { order, urgency });
    let isWithin = true;
    const codes = growingColumn(() => arithmetic.read(place), (code, from, to) => {
      rows.growTo(to);
      isWithin &&= write(code, rows.values(), from, to);
    });
    return { place, growTo: codes.growTo, fits: () => isWithin, booked: once(() => bookedRows(packed, rows.values(), urgency)) };
  };
  return {
    count: () => count,
    of: (exit, exits, order) => {
      const rows = hits.of(exit, exits);
      let made = known.get(rows);
      if (made === undefined) known.set(rows, (made = []));
      if (made[order] === undefined) {
        made[order] = make(rows, exit, exits, order);
        count++;
      }
      return made[order];
    },
  };
};
