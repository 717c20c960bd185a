/** What can be wrong with a session, and how much it weighs. A fault makes results wrong; a warning makes them doubtful. */
export const findingWeights = {
  crossed: 'fault',
  'ask-zero': 'fault',
  'strike-grid': 'fault',
  'stale-index': 'fault',
  'time-shift': 'fault',
  'clock-untested': 'warning',
  locked: 'warning',
  'off-tick': 'warning',
  'strike-gaps': 'warning',
  'parity-noise': 'warning',
  'index-off-parity': 'warning',
  'index-off-bars': 'warning',
  'no-index': 'warning',
  'thin-coverage': 'warning',
  'missing-rows': 'warning',
  'starts-late': 'warning',
  'ends-early': 'warning',
  'settlement-gap': 'warning',
  'no-settlement': 'warning',
  duplicates: 'warning',
  'rejected-rows': 'warning',
} as const;

export type FindingCode = keyof typeof findingWeights;

export interface Finding {
  readonly code: FindingCode;
  /** What was measured, in one sentence. */
  readonly detail: string;
}

/** Points a finding takes from a session's 100. */
const COST = { fault: 25, warning: 5 } as const;

export const isFault = ({ code }: Finding): boolean => findingWeights[code] === 'fault';

/** How far a session can be believed: 100 less 25 a fault and 5 a warning, at least 0. */
export const trustScore = (findings: readonly Finding[]): number =>
  Math.max(0, 100 - findings.reduce((sum, { code }) => sum + COST[findingWeights[code]], 0));
