import type { ChainDay } from '../market/index.ts';
import { runStudy } from './run-study.ts';
import type { StudyResult } from './run-study.ts';
import type { Study } from './study.ts';

/** What a study becomes without one of its rules. Results a contract, cents, over all trades, shadow ones included. */
export interface RuleRemoval {
  readonly rule: string;
  readonly trades: number;
  readonly pnlPerContract: number;
  /** Trades that differ: gone, new, or ended otherwise. */
  readonly changed: number;
  /** Result a contract with the rule less without it. */
  readonly worth: number;
}

const sum = (result: StudyResult): number => result.trades.reduce((total, trade) => total + trade.pnlPerContract, 0);
const keys = (result: StudyResult): Set<string> =>
  new Set(result.trades.map((trade) => `${trade.date} ${trade.slot} ${trade.exitRow} ${trade.reason} ${trade.pnlPerContract}`));

/** Parts of rules that can be taken out alone: the buffers around the pin, and the tightening of a trail. */
const withoutParts = ({ strategy }: Study): { rule: string; strategy: Partial<Study['strategy']> }[] => {
  const parts: { rule: string; strategy: Partial<Study['strategy']> }[] = [];
  const { setup, exits } = strategy;
  if (setup.kind === 'gexPin') {
    const buckets = setup.buckets.map((bucket) => (bucket.side === 'away' ? { ...bucket, pinBuffer: -1e6 } : bucket));
    parts.push({ rule: 'setup pin buffers', strategy: { setup: { ...setup, buckets } } });
  }
  if (exits.rules.some((rule) => rule.kind === 'trailingStop')) {
    const rules = exits.rules.map((rule) => (rule.kind === 'trailingStop' ? { ...rule, tighten: 0 } : rule));
    parts.push({ rule: 'trailing stop tightening', strategy: { exits: { ...exits, rules } } });
  }
  return parts;
};

/** The study without each of its gates, exits, their parts, and its hold, in turn. */
const withoutEach = (study: Study): { rule: string; study: Study }[] => {
  const { strategy } = study;
  const { gates } = strategy.entry;
  const { rules, hold } = strategy.exits;
  const change = (rule: string, strategyChange: Partial<Study['strategy']>): { rule: string; study: Study } => ({
    rule, study: { ...study, strategy: { ...strategy, ...strategyChange } },
  });
  const without = <T>(list: readonly T[], i: number): T[] => list.filter((_, j) => j !== i);
  return [
    ...gates.map((gate, i) => change(`gate ${gate.name ?? gate.kind}`, { entry: { ...strategy.entry, gates: without(gates, i) } })),
    ...rules.map((rule, i) => change(`exit ${rule.name ?? rule.kind}`, { exits: { hold, rules: without(rules, i) } })),
    ...withoutParts(study).map((part) => change(part.rule, part.strategy)),
    ...(hold === null ? [] : [change('hold', { exits: { rules, hold: null } })]),
  ];
};

/**
 * Rule coverage by removal: the study is run again without each rule.
 *
 * A rule with no changed trade is inert on this data.
 * @param days makes the sessions anew for each run
 */
export const ruleCoverage = (days: () => Iterable<ChainDay>, study: Study, onRun: (done: number, total: number) => void): RuleRemoval[] => {
  const run = (s: Study): StudyResult => runStudy(days(), { plan: { strategy: s.strategy, risk: s.risk }, execution: s.execution });
  const base = run(study);
  const baseKeys = keys(base);
  const removals = withoutEach(study);
  return removals.map(({ rule, study: other }, i) => {
    onRun(i, removals.length);
    const result = run(other);
    const otherKeys = keys(result);
    const gone = [...baseKeys].filter((key) => !otherKeys.has(key)).length;
    const added = [...otherKeys].filter((key) => !baseKeys.has(key)).length;
    return { rule, trades: result.trades.length, pnlPerContract: sum(result), changed: Math.max(gone, added), worth: sum(base) - sum(result) };
  });
};
