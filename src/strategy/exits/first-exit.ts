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

const trailOf = (exits: ExitsConfig, opened: Opened): ExitScan => {
  const trail = exits.rules.find((rule) => rule.kind === 'trailingStop');
  return trail === undefined ? () => NEVER : trailStart(trail.triggerPercent, trail.basis, opened.credit);
};

/**
 * Arms every exit of a plan for one position.
 *
 * Rules are scanned in precedence order over rows strictly after the fill; each later rule only up to the row before the
 * best hit so far, so that on one row the first listed wins. A rule with `unless` is scanned up to the row before that
 * state begins.
 */
export const armExits = (exits: ExitsConfig, opened: Opened): FirstExit => {
  const armed = exits.rules.map((exit) => {
    const { name: _name, unless, ...params } = exit;
    return { reason: exitName(exit), unless: unless ?? [], scan: exitRuleOf(exit.kind).arm(params, opened) };
  });
  const begins: Record<ExitState, ExitScan> = {
    held: exits.hold === null ? () => NEVER : holdScan(exits.hold, opened),
    trailing: trailOf(exits, opened),
  };
  const used = (['held', 'trailing'] as const).filter((state) => armed.some((exit) => exit.unless.includes(state)));
  return (view, to) => {
    const from = opened.row + 1;
    const since: Partial<Record<ExitState, number>> = {};
    for (const state of used) since[state] = begins[state](view, from, to);
    let best = NEVER;
    let reason = '';
    for (const exit of armed) {
      let until = Math.min(to, best - 1);
      for (const state of exit.unless) until = Math.min(until, (since[state] ?? NEVER) - 1);
      if (until < from) continue;
      const row = exit.scan(view, from, until);
      if (row <= until) {
        best = row;
        reason = exit.reason;
      }
    }
    return best === NEVER ? undefined : { row: best, reason };
  };
};
