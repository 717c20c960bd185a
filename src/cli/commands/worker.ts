import type { Command } from 'commander';
import { DataError, mustBe, RefusedError } from '../../kernel/index.ts';
import type { Announcement, QueuedUnit, SweepSetting } from '../../pool/index.ts';
import { machineWorkers, openPool, parseWorkers, sealedSettingOf, serveQueue, settingOf, unitWorker } from '../../pool/index.ts';
import { codeIdentity, datasetNames, openDataset, readDatasetFile } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { interrupted, interruptible } from '../interrupt.ts';

interface Options {
  readonly queue: string;
  readonly root: string;
  readonly workers: string;
}

/** Name of the dataset with a content hash. @throws DataError when this machine has none */
const nameOf = (root: string, hash: string, known: string): string => {
  const name = datasetNames(root).find((each) => readDatasetFile(root, each).contentHash === hash);
  if (name === undefined) throw new DataError('no-dataset', mustBe(`a dataset in ${root}`, `of content ${hash.slice(0, 16)}${known}`, 'none', 'copy the dataset folder to this machine'));
  return name;
};

/** Settings of units on this machine's own data; the last one is kept. */
const settings = (root: string, code: string): ((unit: QueuedUnit) => Promise<SweepSetting>) => {
  let kept: { readonly key: string; readonly setting: Promise<SweepSetting> } | undefined;
  const open = async ({ dataset, dates, isSealed, study, axes }: QueuedUnit): Promise<SweepSetting> => {
    const opened = await openDataset(root, nameOf(root, dataset, ''));
    return (isSealed ? sealedSettingOf : settingOf)(study, axes, opened, dates);
  };
  return (unit) => {
    if (unit.code !== code) throw new RefusedError('other-program', mustBe('work', `for this program (${code.slice(0, 12)})`, unit.code.slice(0, 12), 'install the same version everywhere'), 6);
    const key = JSON.stringify([unit.dataset, unit.dates, unit.isSealed, unit.study, unit.axes]);
    if (kept?.key !== key) kept = { key, setting: open(unit) };
    return kept.setting;
  };
};

/** `gamma worker`: evaluates configurations that `gamma sweep --queue` hands out, on this machine's own copy of the data. */
export const workerCommand = (): Command =>
  onRun<Options>(
    command('worker', 'evaluate configurations a sweep hands out through a queue')
      .requiredOption('--queue <address>', 'Redis server, such as redis://10.0.0.1:6379')
      .option('--root <folder>', 'where this machine keeps datasets', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--workers <n>', 'threads, or auto', 'auto')
      .addHelpText('after', `
Examples:
  gamma worker --queue redis://10.0.0.1:6379
  gamma worker --queue redis://:password@10.0.0.1:6379 --workers 8

Runs until stopped. The machine needs the same program and the same dataset, told
by their hashes; with another program it is refused with exit code 6, without the
dataset with 3. A worker that dies loses nothing: its work is done elsewhere.`),
    async (io, options) => {
      const threads = parseWorkers(options.workers) ?? machineWorkers();
      const { sha256: code, version } = codeIdentity();
      const onAnnounced = (announced: Announcement): void => {
        if (announced.code !== code) {
          throw new RefusedError('other-program', mustBe('this program', `${announced.version} (${announced.code.slice(0, 12)}), as the sweep's`, `${version} (${code.slice(0, 12)})`, 'install the same version on every machine'), 6);
        }
        nameOf(options.root, announced.dataset, `, called ${announced.datasetName} where the sweep runs`);
      };
      const pool = openPool(threads);
      try {
        const evaluate = unitWorker(pool, settings(options.root, code));
        let done = 0;
        const handle = async (work: string): Promise<string> => {
          const result = await evaluate(work);
          done++;
          return result;
        };
        const service = await serveQueue({ url: options.queue, code, concurrency: threads }, handle, onAnnounced);
        io.log(`serving with ${threads} threads; Ctrl-C finishes what is under way and stops`);
        await interruptible(async (signal) => {
          signal.addEventListener('abort', () => void service.stop(), { once: true });
          await service.ended;
        });
        io.print(`${done} units done`);
        io.result({ units: done });
        return interrupted();
      } finally {
        await pool.close();
      }
    },
  );
