import type { DataGrade } from '../../kernel/index.ts';

/** What is known of a plan when its promotion is asked for, by criterion. Null: not gathered, which never passes. */
export interface Evidence {
  /** Dollars after all costs, over sessions the plan was not chosen on. */
  readonly outOfSampleProfit: number | null;
  /** Lower bound of the confidence interval of the mean result out of sample, dollars a contract. */
  readonly lowerConfidenceBound: number | null;
  /** Probability of backtest overfitting, in [0, 1]. */
  readonly pbo: number | null;
  /** Probability that the true Sharpe ratio is above 0, given every trial of the ledger. */
  readonly deflatedSharpe: number | null;
  /** Mean objective of the plan and its neighbours over the plan's own. */
  readonly plateau: number | null;
  /** Share of simulated years in which the account halts, by the worst of the resampling assumptions. */
  readonly haltProbability: number | null;
  /** Largest share of equity that open positions could have lost, at any time. */
  readonly buyingPower: number | null;
  /** How often each rule of the plan decided something. */
  readonly ruleReachability: readonly { readonly rule: string; readonly decided: number }[] | null;
  /** Names of the alarms the run raised. */
  readonly alarmsClear: readonly string[] | null;
  /** Share of placebo runs that did at least as well. */
  readonly placeboBeaten: number | null;
  /** Sessions cut short and run again, and what came out differently. */
  readonly lookAhead: { readonly cuts: number; readonly findings: number } | null;
  /** Recorded sessions replayed through the runner, and decisions that differed from the backtest's. */
  readonly replayParity: { readonly sessions: number; readonly differences: number } | null;
  /** The worst grade among the data behind the evidence. */
  readonly dataGrade: DataGrade | null;
}

/** Evidence before anything is gathered. */
export const noEvidence: Evidence = {
  outOfSampleProfit: null, lowerConfidenceBound: null, pbo: null, deflatedSharpe: null, plateau: null, haltProbability: null,
  buyingPower: null, ruleReachability: null, alarmsClear: null, placeboBeaten: null, lookAhead: null, replayParity: null, dataGrade: null,
};
