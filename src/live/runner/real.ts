import { InvariantError } from '../../kernel/index.ts';
import type { PromotedPlan } from '../../strategy/index.ts';
import { hardCaps } from '../caps.ts';
import type { RunnerSettings } from './context.ts';

/** What is left to say once a promotion has said the rest. */
export type RealSession = Omit<RunnerSettings, 'plan' | 'planHash' | 'certificate' | 'expires' | 'isReal' | 'caps'>;

/**
 * Settings of a session with real money: only a promoted plan gives them, and the compiled-in caps always hold.
 */
export const realSettings = (promoted: PromotedPlan, session: RealSession): RunnerSettings => {
  const { body, hash } = promoted.certificate;
  return {
    ...session, plan: promoted.plan, planHash: body.planHash, certificate: hash, expires: body.expires, isReal: true,
    caps: { ...hardCaps, contractsPerOrder: Math.min(hardCaps.contractsPerOrder, body.maxContracts) },
  };
};

/** @throws InvariantError when real money would be traded without a certificate or without caps */
export const mustBeSafe = ({ isReal, isFlattening, certificate, caps, dailyLoss, staleMs }: RunnerSettings): void => {
  if (!isReal || isFlattening) return;
  if (certificate === null || caps === null) throw new InvariantError('real money without a certificate or caps');
  if (dailyLoss === null || staleMs === null) throw new InvariantError('real money without a daily loss limit or a stale-quote guard');
};
