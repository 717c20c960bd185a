import { pathsTask } from './tasks/paths.ts';
import { sweepTask } from './tasks/sweep.ts';
import { streamTask } from './tasks/stream.ts';

/** Every job a worker can be asked for, by export name. */
export const paths = pathsTask;
export const stream = streamTask;
export const sweep = sweepTask;

export interface Tasks {
  readonly paths: typeof pathsTask;
  readonly stream: typeof streamTask;
  readonly sweep: typeof sweepTask;
}
export type TaskName = keyof Tasks;
