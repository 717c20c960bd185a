import type { Opened } from '../book.ts';
import { holdScan } from './hold.ts';
import type { ExitConfig, ExitsConfig, ExitState } from './index.ts';
import { exitRuleOf } from './index.ts';
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

const readyExit = (exit: ExitConfig): ReadyExit => {
  const { name: _name, unless, ...params } = exit;
  const rule = exitRuleOf(exit.kind);
  return { reason: exitName(exit), unless: unless ?? [], arm: (opened) => rule.arm(params, opened) };
};

/** Scans for the rows from which a position is held or trailing. */
const statesOf = (exits: ExitsConfig): Record<ExitState, (opened: Opened) => ExitScan> => {
  const { hold } = exits;
  const trail = exits.rules.find((rule) => rule.kind === 'trailingStop');
  return {
    held: hold === null ? () => never : (opened) => holdScan(hold, opened),
    trailing: trail === undefined ? () => never : (opened) => trailStart(trail.triggerPercent, trail.basis, opened.credit),
  };
};

/**
 * Makes a plan's exits ready to be armed for any position.
 *
 * Rules are scanned in precedence order over rows strictly after the fill; each later rule only up to the row before the
 * best hit so far, so that on one row the first listed wins. A rule with `unless` is scanned up to the row before that
 * state begins.
 */
export const readyExits = (exits: ExitsConfig): ((opened: Opened) => FirstExit) => {
  const ready = exits.rules.map(readyExit);
  const states = statesOf(exits);
  const used = (state: ExitState): boolean => ready.some((exit) => exit.unless.includes(state));
  const usesHeld = used('held');
  const usesTrailing = used('trailing');
  return (opened) => (view, to) => {
    const from = opened.row + 1;
    const held = usesHeld ? states.held(opened)(view, from, to) : NEVER;
    const trailing = usesTrailing ? states.trailing(opened)(view, from, to) : NEVER;
    let best = NEVER;
    let reason = '';
    for (const exit of ready) {
      let until = Math.min(to, best - 1);
      for (const state of exit.unless) until = Math.min(until, (state === 'held' ? held : trailing) - 1);
      if (until < from) continue;
      const row = exit.arm(opened)(view, from, until);
      if (row <= until) {
        best = row;
        reason = exit.reason;
      }
    }
    return best === NEVER ? undefined : { row: best, reason };
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
