import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, DataError, mustBe, RefusedError } from '../../kernel/index.ts';
import { standardPolicy } from '../../research/index.ts';
import { changedFiles, codeIdentity, openDataset, policyHashOf, readLedger, readManifest, readOutputs, readValidation, sha256, VALIDATION_FILE } from '../../store/index.ts';
import type { Certificate, CertificateBody, PromotedPlan, Purpose } from '../../strategy/index.ts';
import { verifyPromoted } from '../../strategy/index.ts';
import { isSignedHere, signText } from './keys.ts';

const DAY_MS = 86_400_000;
/** Trades after which evidence is old whatever its date. */
const MOST_TRADES = 60;

/** Who promotes, and for how long. */
export interface Approval {
  readonly approver: string;
  readonly days: number;
  readonly maxContracts: number;
  readonly now: number;
}

const refuse = (code: string, where: string, what: string, found: unknown, remedy: string): never => {
  throw new RefusedError(code, mustBe(where, what, found, remedy), 4);
};

/** Results a contract of a run's trades, cents. */
const resultsOf = (run: string): number[] => {
  const [header, ...rows] = readFileSync(join(run, 'trades.csv'), 'utf8').trim().split('\n');
  const place = header.split(',').indexOf('pnlPerContract');
  return rows.map((row) => Number(row.split(',')[place]));
};

/**
 * Binds a validated run into a certificate.
 *
 * @throws RefusedError with exit code 4 when the run, its verdict, its data or the program are not what was validated, or the
 *   verdict is no
 */
export const certify = async (run: string, root: string, approval: Approval): Promise<Certificate> => {
  const manifest = readManifest(run);
  if (!existsSync(join(run, VALIDATION_FILE))) {
    throw new DataError('not-validated', mustBe(run, 'a validated run', `no ${VALIDATION_FILE}`, `run gamma validate ${run} first`));
  }
  const changed = changedFiles(run);
  if (changed.length > 0) refuse('run-changed', run, 'as it was written', changed.join(', '), 'run and validate again');
  const validation = readValidation(run);
  const { subject } = validation;
  const again = 'validate the run again';
  if (subject.kind !== 'run' || subject.id !== manifest.id || subject.planHash !== manifest.planHash) refuse('other-verdict', `${VALIDATION_FILE}`, `about run ${manifest.id}`, subject.id, again);
  if (policyHashOf(validation.policy) !== validation.policyHash) refuse('policy-changed', 'the policy of the verdict', 'as it was judged', 'another', again);
  const failed = validation.findings.filter((finding) => !finding.passed);
  if (!validation.passed || failed.length > 0) refuse('not-passed', 'the verdict', 'passed by every criterion', failed.map(({ id, why }) => `${id}: ${why}`).join('; '), 'a plan without the evidence is not promoted');
  const dataset = await openDataset(root, manifest.dataset.name);
  if (dataset.hash !== subject.dataset.sha256 || dataset.hash !== manifest.dataset.sha256) refuse('data-changed', `dataset ${dataset.name}`, 'as it was validated', dataset.hash.slice(0, 12), again);
  const code = codeIdentity();
  if (code.sha256 !== subject.code || code.sha256 !== manifest.code.sha256) refuse('code-changed', 'the program', 'the one that ran and validated it', code.sha256.slice(0, 12), 'run and validate again with this one');
  const ledger = readLedger(root, dataset.name);
  const ledgerHash = sha256(canonicalJson(ledger));
  if (ledgerHash !== validation.ledger.sha256) refuse('ledger-grew', `ledger ${dataset.name}`, `the ${validation.ledger.trials} trials of the verdict`, `${ledger.length} trials`, again);
  const { study } = manifest;
  const body: CertificateBody = {
    version: 1, name: study.name, plan: { strategy: study.strategy, risk: study.risk }, planHash: manifest.planHash, execution: { ...study.execution },
    studyHash: manifest.studyHash, dataset: { name: dataset.name, sha256: dataset.hash, grade: manifest.grade, source: dataset.source },
    code: { version: code.version, sha256: code.sha256, commit: code.commit },
    run: { id: manifest.id, outputs: sha256(canonicalJson(readOutputs(run))) },
    ledger: { trials: ledger.length, sha256: ledgerHash },
    policy: { sha256: validation.policyHash, isPublished: validation.policyHash === policyHashOf(standardPolicy), thresholds: { ...validation.policy } },
    verdicts: validation.findings.map(({ id, value, threshold, why }) => ({ id, passed: true, value, threshold, why })),
    results: resultsOf(run), maxContracts: approval.maxContracts, maxTrades: MOST_TRADES, approver: approval.approver,
    issued: approval.now, expires: approval.now + approval.days * DAY_MS,
  };
  const hash = sha256(canonicalJson(body));
  return { body, hash, ...signText(hash) };
};

/**
 * Reads and verifies a certificate file for a purpose, now, for the running program.
 *
 * @throws RefusedError with exit code 6
 */
export const readCertificate = (path: string | undefined, purpose: Purpose, now = Date.now()): PromotedPlan => {
  if (path === undefined || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    const remedy = path === undefined ? 'name it; without one, validate and promote a run first' : 'no such file: check the path, or validate and promote a run first';
    throw new RefusedError('certificate-missing', mustBe('--certificate', 'the file gamma promote wrote', path ?? 'none', remedy), 6);
  }
  return verifyPromoted(readFileSync(path, 'utf8'), purpose, { sha256, isSigned: isSignedHere, now, code: codeIdentity().sha256 });
};
