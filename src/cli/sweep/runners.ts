import type { SweepRunner, SweepSetting } from '../../pool/index.ts';
import { localRunner, machineWorkers, openPool, poolRunner } from '../../pool/index.ts';

/** Configurations below which starting threads costs more than it saves, as measured. */
const WORTH_A_POOL = 200;

/** Threads for a number of configurations: those asked for, or as many as pay. */
export const threadsFor = (configurations: number, asked: number | undefined): number =>
  asked ?? (configurations >= WORTH_A_POOL ? machineWorkers() : 1);

/** Work with runners on so many threads, which end with it. One thread is this one. */
export const withRunners = async <T>(threads: number, work: (runnerOf: (setting: SweepSetting) => SweepRunner) => Promise<T>): Promise<T> => {
  if (threads === 1) return work(localRunner);
  const pool = openPool(threads);
  try {
    return await work((setting) => poolRunner(setting, pool));
  } finally {
    await pool.close();
  }
};
