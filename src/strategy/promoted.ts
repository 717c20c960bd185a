import { z } from 'zod';
import { canonicalJson, dataGrades, mustBe, parseWith, RefusedError } from '../kernel/index.ts';
import type { Plan } from './plan.ts';
import { planSchema } from './plan.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.int().positive();

/** Everything a promotion binds. Change a byte of it and it promotes nothing. */
export const certificateBodySchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** What may be traded, whole, and its hash. */
  plan: planSchema,
  planHash: hash,
  /** Costs of the study, as it was parsed: what live fees and fills are held against. */
  execution: z.record(z.string(), z.unknown()),
  studyHash: hash,
  dataset: z.strictObject({ name: z.string(), sha256: hash, grade: z.enum(dataGrades), source: z.string() }),
  code: z.strictObject({ version: z.string(), sha256: hash, commit: z.string().nullable() }),
  run: z.strictObject({ id: z.string(), outputs: hash }),
  ledger: z.strictObject({ trials: z.int().min(0), sha256: hash }),
  /** Thresholds the evidence was judged by, and whether they are the published ones for real money. */
  policy: z.strictObject({ sha256: hash, isPublished: z.boolean(), thresholds: z.record(z.string(), z.unknown()) }),
  verdicts: z.array(z.strictObject({
    id: z.string(), passed: z.literal(true), value: z.union([z.number(), z.string(), z.null()]), threshold: z.union([z.number(), z.string()]), why: z.string(),
  })).min(1),
  /** Results a contract of the evidence, cents: what live results are held against. */
  results: z.array(z.int()),
  /** Contracts an order may have, and trades until it must be renewed. */
  maxContracts: z.int().min(1),
  maxTrades: z.int().min(1),
  approver: z.string().min(1),
  /** Epoch ms. */
  issued: instant,
  expires: instant,
});
export type CertificateBody = z.infer<typeof certificateBodySchema>;

export const certificateSchema = z.strictObject({
  body: certificateBodySchema,
  /** SHA-256 of the body as canonical JSON. */
  hash,
  /** ed25519 over the hash, base64, and which key made it. */
  signature: z.string(),
  key: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

declare const promoted: unique symbol;
/** A plan that may trade real money. Only `verifyPromoted` makes one. */
export interface PromotedPlan {
  readonly [promoted]: true;
  readonly plan: Plan;
  readonly certificate: Certificate;
}

/** What verification needs that this room does not have. */
export interface Verifier {
  readonly sha256: (text: string) => string;
  /** Whether the trusted key, and it is the one named, made the signature over a text. */
  readonly isSigned: (text: string, signature: string, key: string) => boolean;
  /** Epoch ms. */
  readonly now: number;
  /** Hash of the running program. */
  readonly code: string;
}

/** What is verified: who asks decides how strict it is. */
export type Purpose = 'real money' | 'paper';

const refuse = (code: string, what: string, found: unknown, remedy: string): never => {
  throw new RefusedError(code, mustBe('certificate', what, found, remedy), 6);
};

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Checks a certificate's text and makes it a plan that may trade.
 *
 * @throws RefusedError with exit code 6 naming the first thing wrong: unreadable, altered, signed by another key, expired,
 *   made for another program; and for real money, judged by another policy or on data below grade recorded
 */
export const verifyPromoted = (text: string, purpose: Purpose, { sha256, isSigned, now, code }: Verifier): PromotedPlan => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('certificate-unreadable', 'whole JSON', `${text.length} characters that are not`, 'it was cut short or edited: copy it again, or promote the run again');
  }
  let certificate: Certificate;
  try {
    certificate = parseWith(certificateSchema, value, 'certificate');
  } catch (error) {
    return refuse('certificate-unreadable', 'as gamma promote writes it', error instanceof Error ? error.message : 'another shape', 'make it again');
  }
  const { body } = certificate;
  const raw = (value as { readonly body: unknown }).body;
  if (sha256(canonicalJson(raw)) !== certificate.hash) refuse('certificate-altered', `as it was signed (${certificate.hash.slice(0, 12)})`, sha256(canonicalJson(raw)).slice(0, 12), 'something in it was changed after signing: copy it again, or promote the run again');
  if (sha256(canonicalJson(body.plan)) !== body.planHash) refuse('certificate-altered', 'about its own plan', body.planHash.slice(0, 12), 'promote the run again');
  if (!isSigned(certificate.hash, certificate.signature, certificate.key)) refuse('certificate-unsigned', 'signed by the key of this machine', certificate.key, 'promote on this machine, or copy promote.pub from the one that did');
  if (now >= body.expires) refuse('certificate-expired', 'in date', `expired ${day(body.expires)}`, 'validate and promote again');
  if (now < body.issued - 60_000) refuse('certificate-early', 'in date', `issued ${day(body.issued)}`, 'check the clock');
  if (body.code.sha256 !== code) refuse('certificate-code', `for the running program (${code.slice(0, 12)})`, body.code.sha256.slice(0, 12), 'run, validate and promote again with the program that will trade');
  if (purpose === 'real money') {
    if (body.dataset.grade !== 'recorded') refuse('certificate-grade', 'on evidence of grade recorded', body.dataset.grade, 'gamma paper accepts it; for real money validate on recorded quotes and promote again');
    if (!body.policy.isPublished) refuse('certificate-policy', 'judged by the published policy', `another (${body.policy.sha256.slice(0, 12)})`, 'validate without --policy, then promote again');
  }
  return { plan: body.plan, certificate } as PromotedPlan;
};
