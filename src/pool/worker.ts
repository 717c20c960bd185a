import { fanTask } from './tasks/fan.ts';
import { pathsTask } from './tasks/paths.ts';

/** Every job a worker can be asked for, by export name. */
export const paths = pathsTask;
export const fan = fanTask;

export interface Tasks {
  readonly paths: typeof pathsTask;
  readonly fan: typeof fanTask;
}
export type TaskName = keyof Tasks;
