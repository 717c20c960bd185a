/** Exit codes of runs ended by Ctrl-C and by SIGTERM. */
const codes = { SIGINT: 130, SIGTERM: 143 } as const;
let received: keyof typeof codes = 'SIGINT';

/** Whether an exit code is that of a run asked to stop. */
export const isInterruption = (code: number): boolean => Object.values<number>(codes).includes(code);

/** Exit code of a run that was asked to stop. */
export const interrupted = (): number => codes[received];

/** Runs work that can be stopped: the first Ctrl-C asks it to stop, the second ends the process. */
export const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const stop = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    received = signal === 'SIGTERM' ? signal : 'SIGINT';
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    process.removeListener('SIGTERM', onInterrupt);
  }
};
