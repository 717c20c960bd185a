import type { Study, StudyResult } from '../../backtest/index.ts';
import { summarise } from '../../backtest/index.ts';

/** How often a rule of a plan decided something. */
export interface RuleUse {
  readonly rule: string;
  readonly decided: number;
}

/**
 * How often each gate blocked an entry and each exit ended a trade; a rule never asked counts 0.
 *
 * @example rulesDecided(study, result) // [{ rule: 'gate vix', decided: 12 }, { rule: 'exit stopLoss', decided: 40 }]
 */
export const rulesDecided = (study: Study, result: StudyResult): RuleUse[] => {
  const { gates, exits } = summarise(study, result);
  const blocked = new Map(gates.map((gate) => [gate.id, gate.blocked]));
  const names = [...new Set(study.strategy.entry.gates.map((gate) => gate.name ?? gate.kind))];
  return [
    ...names.map((name): RuleUse => ({ rule: `gate ${name}`, decided: blocked.get(name) ?? 0 })),
    ...exits.filter(({ id }) => id !== 'settled').map(({ id, fired }): RuleUse => ({ rule: `exit ${id}`, decided: fired })),
  ];
};
