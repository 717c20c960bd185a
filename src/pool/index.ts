/**
 * Knows the worker threads: how to start them, hand out work, hear of progress and stop.
 * Deliberately decides nothing about the work itself: every task calls a pure room.
 * Start at pool.ts, then worker.ts and tasks/.
 */
export { machineWorkers, openPool, parseWorkers } from './pool.ts';
export type { Pool } from './pool.ts';
export { runMonteCarlo } from './monte-carlo.ts';
export type { MonteCarloRun } from './monte-carlo.ts';
export type { Checkpoint, RunOptions } from './share.ts';
export { answerMonteCarlo } from './answer.ts';
export type { AnswerOptions, Checkpoints, Question } from './answer.ts';
export { inOrder, localRunner, poolRunner } from './sweep.ts';
export type { SweepRunner } from './sweep.ts';
export { evaluatorOf, sealedSettingOf, settingOf } from './sweep-setting.ts';
export type { SweepSetting } from './sweep-setting.ts';
export { openWorkQueue, serveQueue } from './queue/redis.ts';
export type { Announcement, QueueService, WorkQueue } from './queue/redis.ts';
export { queueRunner, unitWorker } from './queue/units.ts';
export type { QueuedUnit } from './queue/units.ts';
