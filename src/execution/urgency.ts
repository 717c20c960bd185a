import type { Plan } from '../strategy/index.ts';
import type { FillUrgency } from './fills/fill-model.ts';

/** The part of a plan that says how exits trade. */
export interface ExitPlan {
  readonly strategy: Pick<Plan['strategy'], 'exits'>;
}

const calm: ReadonlySet<string> = new Set(['profitTarget', 'stagedTarget', 'clock', 'minutesInTrade']);

const urgencies = new WeakMap<object, ReadonlyMap<string, FillUrgency>>();

/** Which exits pay a stop's concession: all but targets and clocks. Told once a plan. */
export const urgencyOf = ({ strategy: { exits } }: ExitPlan, reason: string): FillUrgency => {
  let known = urgencies.get(exits);
  if (known === undefined) {
    known = new Map(exits.rules.map((exit) => [exit.name ?? exit.kind, calm.has(exit.kind) ? 'exit' : 'stop']));
    urgencies.set(exits, known);
  }
  return known.get(reason) ?? 'stop';
};
