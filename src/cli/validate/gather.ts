import { alarmsOf } from '../../backtest/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import type { Evidence, Policy, SweepLuck } from '../../research/index.ts';
import { dailyOf, largestExposure, luckOf, momentsOf, plateauScores, rulesDecided, studyAt, sweepLuckOf, verdictOf } from '../../research/index.ts';
import type { FinishedSweep, LedgerEntry, ValidationFile } from '../../store/index.ts';
import { codeIdentity, planHashOf, policyHashOf, sha256, studyHashOf } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { cutsOf, haltsOf, placebosOf } from './measure.ts';
import { outOfSampleOf } from './out-of-sample.ts';
import { parityOf } from './parity.ts';
import type { Subject } from './subject.ts';

const SEED = 1;

/** What a verdict is asked on. */
export interface Asked {
  readonly folder: string;
  readonly subject: Subject;
  readonly sweep: FinishedSweep | null;
  readonly ledger: readonly LedgerEntry[];
  readonly policy: Policy;
  readonly walkforward: string | undefined;
  readonly parity: string | undefined;
}

const finiteOr = (value: number | null | undefined): number | null => (value === undefined || value === null || !Number.isFinite(value) ? null : value);

/** Share of its own objective that a plan's neighbourhood reaches, or why it says nothing. */
const plateauOf = ({ trials, manifest: { study, axes } }: FinishedSweep, planHash: string): number | string => {
  const place = trials.findIndex(({ point, failed }) => !failed && planHashOf(studyAt(study, axes, point)) === planHash);
  if (place < 0) return 'the plan is none of its configurations';
  const { objective } = trials[place];
  if (!(objective > 0)) return "the plan's own objective is not above zero";
  const { score, members, possible } = plateauScores(axes, trials.map(({ point }) => point), trials.map((trial) => trial.objective))[place];
  if (possible === 1 || 2 * (members - 1) < possible - 1) {
    return `${members - 1} of the plan's ${possible - 1} neighbours were tried, less than half; sweep the grid around it`;
  }
  return score / objective;
};

const sweepEvidence = ({ sweep, subject }: Asked): { luck: SweepLuck | null; plateau: number | null; source: string; plateauSource: string } => {
  const none = 'no sweep was named; give --sweep';
  if (sweep === null) return { luck: null, plateau: null, source: none, plateauSource: none };
  const columns = sweep.trials.filter(({ failed }) => !failed).map(({ daily }) => daily);
  const plateau = plateauOf(sweep, subject.planHash);
  const source = `sweep ${sweep.manifest.id}, ${columns.length} configurations`;
  return {
    luck: sweepLuckOf(columns, SEED) ?? null, source,
    plateau: typeof plateau === 'string' ? null : finiteOr(plateau), plateauSource: typeof plateau === 'string' ? `${source}; ${plateau}` : source,
  };
};

/** Gathers every part of the evidence and judges it. A part that cannot be gathered is null, with the reason, and never passes. */
export const gather = async (io: Io, asked: Asked): Promise<ValidationFile> => {
  const { folder, subject, ledger, policy } = asked;
  const { study, result, manifest, dataset, planHash } = subject;
  const startingEquity = Math.round(study.risk.account.startingEquity * 100);
  const isKnown = ledger.some((entry) => entry.planHash === planHash && entry.dataset === dataset.hash);
  const luck = luckOf(momentsOf(dailyOf(result, startingEquity)), ledger);
  const fromSweep = sweepEvidence(asked);
  const outside = outOfSampleOf(subject, ledger, asked.walkforward);
  const cuts = cutsOf(subject);
  const halts = await haltsOf(subject);
  const placebos = await placebosOf(io, subject);
  const parity = parityOf(folder, asked.parity, subject);
  const evidence: Evidence = {
    outOfSampleProfit: outside.profit,
    lowerConfidenceBound: outside.lowerBound,
    pbo: finiteOr(fromSweep.luck?.pbo),
    deflatedSharpe: isKnown ? luck.deflated : null,
    plateau: fromSweep.plateau,
    haltProbability: halts.found,
    buyingPower: finiteOr(largestExposure(result.trades, { startingEquity, delayMinutes: study.execution.delayMinutes })),
    ruleReachability: rulesDecided(study, result),
    alarmsClear: alarmsOf(study, result).map(({ id }) => id),
    placeboBeaten: placebos.found,
    lookAhead: cuts.found,
    replayParity: parity.found,
    dataGrade: manifest.grade,
  };
  const { passed, findings } = verdictOf(evidence, policy);
  return {
    version: 1,
    passed,
    subject: {
      kind: subject.kind, id: subject.id, name: study.name, configuration: subject.configuration, planHash, studyHash: studyHashOf(study),
      dataset: { name: dataset.name, sha256: dataset.hash, grade: manifest.grade }, code: codeIdentity().sha256,
    },
    policy,
    policyHash: policyHashOf(policy),
    ledger: { trials: ledger.length, sha256: sha256(canonicalJson(ledger)) },
    evidence,
    sources: {
      outOfSampleProfit: outside.source, lowerConfidenceBound: outside.source, pbo: fromSweep.source,
      plateau: fromSweep.plateauSource,
      deflatedSharpe: isKnown ? `${ledger.length} trials of ledger ${dataset.name}` : `ledger ${dataset.name} does not know this plan: it was moved, or the run is from elsewhere`,
      haltProbability: halts.source, placeboBeaten: placebos.source, lookAhead: cuts.source, replayParity: parity.source,
      dataGrade: `dataset ${dataset.name}`,
    },
    findings,
    luck,
    sweepLuck: fromSweep.luck,
  };
};
