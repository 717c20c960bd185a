import { alarmsOf } from '../../backtest/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import type { Evidence, Policy, SweepLuck } from '../../research/index.ts';
import { dailyOf, largestExposure, luckOf, momentsOf, rulesDecided, studyAt, sweepLuckOf, verdictOf } from '../../research/index.ts';
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

/** Share of its own objective that a plan's neighbourhood reaches; null where its own is not above zero. */
const plateauOf = ({ trials, manifest }: FinishedSweep, planHash: string): number | null => {
  const own = trials.find(({ point, failed }) => !failed && planHashOf(studyAt(manifest.study, manifest.axes, point)) === planHash);
  return own === undefined || !(own.objective > 0) || !Number.isFinite(own.plateau) ? null : own.plateau / own.objective;
};

const sweepEvidence = ({ sweep, subject }: Asked): { luck: SweepLuck | null; plateau: number | null; source: string } => {
  if (sweep === null) return { luck: null, plateau: null, source: 'no sweep was named; give --sweep' };
  const columns = sweep.trials.filter(({ failed }) => !failed).map(({ daily }) => daily);
  return {
    luck: sweepLuckOf(columns, SEED) ?? null, plateau: plateauOf(sweep, subject.planHash),
    source: `sweep ${sweep.manifest.id}, ${columns.length} configurations`,
  };
};

const finiteOr = (value: number | null | undefined): number | null => (value === undefined || value === null || !Number.isFinite(value) ? null : value);

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
      plateau: fromSweep.luck !== null && fromSweep.plateau === null ? `${fromSweep.source}; the plan's own objective is not above zero` : fromSweep.source,
      deflatedSharpe: isKnown ? `${ledger.length} trials of ledger ${dataset.name}` : `ledger ${dataset.name} does not know this plan: it was moved, or the run is from elsewhere`,
      haltProbability: halts.source, placeboBeaten: placebos.source, lookAhead: cuts.source, replayParity: parity.source,
      dataGrade: `dataset ${dataset.name}`,
    },
    findings,
    luck,
    sweepLuck: fromSweep.luck,
  };
};
