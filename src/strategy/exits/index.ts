import { z } from 'zod';
import { clockExit } from './rules/clock.ts';
import { deltaExit } from './rules/delta-exit.ts';
import { dollarStop } from './rules/dollar-stop.ts';
import { filteredStop } from './rules/filtered-stop.ts';
import { legStop } from './rules/leg-stop.ts';
import { minutesInTrade } from './rules/minutes-in-trade.ts';
import { settledStop } from './rules/settled-stop.ts';
import { stagedTarget } from './rules/staged-target.ts';
import { strikeTouch } from './rules/strike-touch.ts';
import { underlyingMove } from './rules/underlying-move.ts';
import { profitTarget } from './rules/profit-target.ts';
import { stopLoss } from './rules/stop-loss.ts';
import { trailingStop } from './rules/trailing-stop.ts';
import type { ExitRule } from './define-exit-rule.ts';
import { holdSchema } from './hold.ts';

/** States of a position that may switch a rule off from the row they begin. */
export const exitStates = ['held', 'trailing'] as const;
export type ExitState = (typeof exitStates)[number];

/** What every exit of a plan may carry beside its rule's own parameters. */
const common = {
  /** The reason written in the trade log; the rule's kind when absent. */
  name: z.string().min(1).max(40).optional(),
  /** States that switch the rule off. */
  unless: z.array(z.enum(exitStates)).optional(),
};

/** The roster. To add a rule: a file in rules/, and its name here and below. */
export const exitRules = [
  profitTarget, trailingStop, stopLoss, clockExit,
  deltaExit, dollarStop, filteredStop, legStop, minutesInTrade, settledStop, stagedTarget, strikeTouch, underlyingMove,
] as const;

export const exitSchema = z.discriminatedUnion('kind', [
  profitTarget.schema.extend(common),
  trailingStop.schema.extend(common),
  stopLoss.schema.extend(common),
  clockExit.schema.extend(common),
  deltaExit.schema.extend(common),
  dollarStop.schema.extend(common),
  filteredStop.schema.extend(common),
  legStop.schema.extend(common),
  minutesInTrade.schema.extend(common),
  settledStop.schema.extend(common),
  stagedTarget.schema.safeExtend(common),
  strikeTouch.schema.extend(common),
  underlyingMove.schema.extend(common),
]);
export type ExitConfig = z.infer<typeof exitSchema>;

export const exitsSchema = z.strictObject({
  /** In order of precedence: on one row the first listed wins. */
  rules: z.array(exitSchema),
  /** Null: nothing is ever held. */
  hold: holdSchema.nullable(),
});
export type ExitsConfig = z.infer<typeof exitsSchema>;

/** A rule of the roster by its kind. */
export const exitRuleOf = (kind: string): ExitRule<z.ZodObject> =>
  exitRules.find((rule) => rule.kind === kind) as unknown as ExitRule<z.ZodObject>;

/** An exit of a plan in words. */
export const describeExit = (exit: ExitConfig): string => {
  const { name: _name, unless, ...params } = exit;
  const words = exitRuleOf(exit.kind).describe(params);
  return unless === undefined || unless.length === 0 ? words : `${words}, unless ${unless.join(' or ')}`;
};
