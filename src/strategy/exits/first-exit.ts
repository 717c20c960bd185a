import type { Opened } from '../book.ts';
import { holdScan } from './hold.ts';
import type { Threshold } from './define-exit-rule.ts';
import type { ExitConfig, ExitsConfig, ExitState } from './index.ts';
import { exitRuleOf, exitStates } from './index.ts';
import { trailStart } from './rules/trailing-stop.ts';
import type { ExitScan, ExitView } from './view.ts';
import { NEVER } from './view.ts';

/** The first way out of a position, if any: its row and the name of the rule. */
export interface ExitHit {
  readonly row: number;
  readonly reason: string;
}

export type FirstExit = (view: ExitView, to: number) => ExitHit | undefined;

export const exitName = (exit: ExitConfig): string => exit.name ?? exit.kind;

/** One exit of a plan made ready: everything that does not depend on the position. */
interface ReadyExit {
  readonly reason: string;
  readonly unless: readonly ExitState[];
  readonly arm: (opened: Opened) => ExitScan;
}

const never: ExitScan = () => NEVER;

/** Row from which each state holds. */
type Begins = Record<ExitState, number>;
const noStates: Begins = { held: NEVER, trailing: NEVER };

const readyExit = (exit: ExitConfig): ReadyExit => {
  const { name: _name, unless, ...params } = exit;
  const rule = exitRuleOf(exit.kind);
  return { reason: exitName(exit), unless: unless ?? [], arm: (opened) => rule.arm(params, opened) };
};

/** The scan of one exit for a position: its rule alone, whatever switches it off. */
export const scanOfExit = (exit: ExitConfig): ((opened: Opened) => ExitScan) => readyExit(exit).arm;

/** The debit a position's mark must reach before an exit can want out; undefined when it waits for none. */
export const waitOfExit = (exit: ExitConfig): Threshold | undefined => {
  const { name: _name, unless: _unless, ...params } = exit;
  return exitRuleOf(exit.kind).waitsFor?.(params);
};

/** The scan for the row at which a state begins, from what it depends on: the plan's hold, or its trailing stop. */
export const scanOfState = (source: NonNullable<ExitsConfig['hold']> | Extract<ExitConfig, { kind: 'trailingStop' }>): ((opened: Opened) => ExitScan) =>
  'kind' in source
    ? (opened) => trailStart(source.triggerPercent, source.basis, opened.credit)
    : (opened) => holdScan(source, opened);

/** Scans for the rows from which a position is held or trailing. */
const statesOf = (exits: ExitsConfig): Record<ExitState, (opened: Opened) => ExitScan> => {
  const trail = exits.rules.find((rule) => rule.kind === 'trailingStop');
  return {
    held: exits.hold === null ? () => never : scanOfState(exits.hold),
    trailing: trail === undefined ? () => never : scanOfState(trail),
  };
};

/**
 * Makes a plan's exits ready to be armed for any position.
 *
 * Rules are scanned in precedence order over rows strictly after the fill; each later rule only up to the row before the
 * best hit so far, so that on one row the first listed wins. A rule with `unless` is scanned up to the row before that
 * state begins; a state that begins only after the first exit without it changes nothing.
 */
export const readyExits = (exits: ExitsConfig): ((opened: Opened) => FirstExit) => {
  const ready = exits.rules.map(readyExit);
  const states = statesOf(exits);
  const used = exitStates.filter((state) => ready.some((exit) => exit.unless.includes(state)));
  return (opened) => {
    const scans = ready.map((exit) => exit.arm(opened));
    const first = (view: ExitView, from: number, to: number, begins: Begins): ExitHit | undefined => {
      let row = NEVER;
      let reason = '';
      for (let i = 0; i < ready.length; i++) {
        let until = Math.min(to, row - 1);
        for (const state of ready[i].unless) until = Math.min(until, begins[state] - 1);
        const hit = until < from ? NEVER : scans[i](view, from, until);
        if (hit > until) continue;
        row = hit;
        reason = ready[i].reason;
      }
      return row === NEVER ? undefined : { row, reason };
    };
    return (view, to) => {
      const from = opened.row + 1;
      const freely = first(view, from, to, noStates);
      if (freely === undefined || used.length === 0) return freely;
      const stateScans = used.map((state) => states[state](opened));
      if (stateScans.every((scan) => scan(view, from, freely.row) > freely.row)) return freely;
      const begins = { ...noStates };
      used.forEach((state, i) => (begins[state] = stateScans[i](view, from, to)));
      return first(view, from, to, begins);
    };
  };
};

const remembered = new WeakMap<ExitsConfig, (opened: Opened) => FirstExit>();

/** Arms every exit of a plan for one position; what does not depend on the position is done once a plan. */
export const armExits = (exits: ExitsConfig, opened: Opened): FirstExit => {
  let ready = remembered.get(exits);
  if (ready === undefined) {
    ready = readyExits(exits);
    remembered.set(exits, ready);
  }
  return ready(opened);
};
