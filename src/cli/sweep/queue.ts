import type { SweepRunner, SweepSetting } from '../../pool/index.ts';
import { openWorkQueue, queueRunner } from '../../pool/index.ts';
import type { Dataset } from '../../store/index.ts';
import { codeIdentity } from '../../store/index.ts';
import type { Io } from '../io.ts';

const ASK_MS = 5000;

/** Work with runners on the machines that serve a queue. Says once when there is none. */
export const withQueue = async <T>(
  io: Io, url: string, dataset: Dataset, work: (runnerOf: (setting: SweepSetting) => SweepRunner) => Promise<T>,
): Promise<T> => {
  const { sha256: code, version } = codeIdentity();
  const queue = await openWorkQueue(url, { code, version, dataset: dataset.hash, datasetName: dataset.name });
  let isTold = false;
  const ask = async (): Promise<void> => {
    if ((await queue.workers()) > 0 || isTold) return;
    isTold = true;
    io.log('no worker serves the queue yet; start some with: gamma worker --queue <address>');
  };
  const asking = setInterval(() => void ask().catch(() => undefined), ASK_MS);
  try {
    return await work((setting) => queueRunner(setting, queue, { code, dataset: dataset.hash }));
  } finally {
    clearInterval(asking);
    await queue.close();
  }
};
