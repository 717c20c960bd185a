/**
 * Knows how to live a session of the real runner in milliseconds: fake time, a fake disk, a broker that fails, and an auditor.
 * Deliberately judges nothing by the runner's own word: the auditor reads the broker and the journal.
 * Start at day.ts.
 */
export { faultRoster, noCounts } from './roster.ts';
export type { FaultCounts, FaultRow, Proof } from './roster.ts';
export { simulateDay } from './day.ts';
export type { DayReport, Defect } from './day.ts';
export { plantedDefects } from './defects.ts';
export { plantEach } from './planted.ts';
export type { SeenDefect } from './planted.ts';
export { simulateDays } from './run.ts';
export type { DatedBreach, FaultReport } from './run.ts';
