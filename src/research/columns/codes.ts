import type { FillUrgency } from '../../execution/index.ts';
import { urgencyOf } from '../../execution/index.ts';
import type { ExitConfig, ExitsConfig } from '../../strategy/index.ts';
import { NEVER } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import { closerOf } from './close-at.ts';

/**
 * How each candidate's first exit and its result fit into one positive 32-bit number.
 *
 * From the top: rows after the fill, place of the rule among the plan's, result in cents above the least there can be. The
 * smallest code is the first exit, the first listed on its row, so that rules combine by minimum alone.
 * @see docs/decisions/0006-first-hit-columns.md
 */
export interface CodeLayout {
  readonly orderBits: number;
  readonly resultBits: number;
  /** Cents a contract of result code 0. */
  readonly least: number;
}

const BITS = 31;
const ORDER_BITS = 4;
/** Place of a settlement among the rules: after all of them. */
export const SETTLED = (1 << ORDER_BITS) - 1;

const bitsFor = (most: number): number => 32 - Math.clz32(most);

/** A layout that holds every row and result of the candidates; undefined when there is none. */
export const layoutOf = ({ start, opened, settled, entryFees, mostExitFees }: PackedCandidates): CodeLayout | undefined => {
  let rows = 0;
  let least = 0;
  let most = 0;
  for (let i = 0; i < opened.length; i++) {
    rows = Math.max(rows, start[i + 1] - start[i]);
    const { credit, most: debit } = opened[i];
    least = Math.min(least, settled[i], Math.floor((credit - debit) * 100) - entryFees[i] - mostExitFees[i]);
    most = Math.max(most, settled[i], Math.ceil(credit * 100));
  }
  const resultBits = BITS - ORDER_BITS - bitsFor(rows);
  return Number.isInteger(least) && Number.isInteger(most) && resultBits > 0 && most - least < 2 ** resultBits ? { orderBits: ORDER_BITS, resultBits, least } : undefined;
};

/** Codes above all exits: no exit before the settlement. */
export const settledCodes = (packed: PackedCandidates, { orderBits, resultBits, least }: CodeLayout): Int32Array => {
  const last = 2 ** (BITS - orderBits - resultBits) - 1;
  const head = last * 2 ** orderBits + SETTLED;
  return Int32Array.from(packed.settled, (pnl) => head * 2 ** resultBits + pnl - least);
};

/** How a rule leaves: its place among the plan's, and how it trades. */
export interface Leaving {
  readonly order: number;
  readonly urgency: FillUrgency;
}

/** Writes the codes of a stretch of candidates; false when a result lies outside the layout. */
export type CodeWriter = (code: Int32Array, hits: Int32Array, from: number, to: number) => boolean;

/** Writes the codes of one rule's exits, from the packed rows at which it wants out. [N] */
export const codeWriter = (packed: PackedCandidates, layout: CodeLayout, { order, urgency }: Leaving): CodeWriter => {
  const { start, settled } = packed;
  const { orderBits, resultBits, least } = layout;
  const close = closerOf(packed, urgency);
  const closed = { row: 0, pnl: 0 };
  const size = 2 ** resultBits;
  return (code, hits, from, to) => {
    for (let i = from; i < to; i++) {
      if (hits[i] === NEVER) {
        code[i] = 2 ** BITS - 1;
        continue;
      }
      const result = (close(i, hits[i], closed) ? closed.pnl : settled[i]) - least;
      if (!(Number.isInteger(result) && result >= 0 && result < size)) return false;
      code[i] = ((hits[i] - start[i]) * 2 ** orderBits + order) * size + result;
    }
    return true;
  };
};

/** Where one rule's closings are booked. [N] */
export interface BookedRows {
  /** Row of the exit fill in the candidate's own day. */
  readonly row: Int32Array;
  /** 1 where the rule wanted out and no row was left to trade at: the candidate is settled. */
  readonly unfilled: Uint8Array;
}

/** The rows of one rule's closings, for those who ask beyond its codes. */
export const bookedRows = (packed: PackedCandidates, hits: Int32Array, urgency: FillUrgency): BookedRows => {
  const { start, settledRow, fillRow } = packed;
  const close = closerOf(packed, urgency);
  const closed = { row: 0, pnl: 0 };
  const row = new Int32Array(hits.length);
  const unfilled = new Uint8Array(hits.length);
  for (let i = 0; i < hits.length; i++) {
    if (hits[i] === NEVER) continue;
    const isFilled = close(i, hits[i], closed);
    row[i] = isFilled ? fillRow[i] + closed.row - start[i] : settledRow[i];
    unfilled[i] = isFilled ? 0 : 1;
  }
  return { row, unfilled };
};

/** Whether each rule of a plan has a place and a name of its own, so that codes tell them apart. */
export const canCode = ({ rules }: ExitsConfig): boolean =>
  rules.length < SETTLED && new Set(rules.map((rule) => rule.name ?? rule.kind)).size === rules.length;

export const urgencyOfRule = (exits: ExitsConfig, exit: ExitConfig): FillUrgency => urgencyOf({ strategy: { exits } }, exit.name ?? exit.kind);
