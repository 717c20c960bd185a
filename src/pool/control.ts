/** Work of `total` units, handed out `chunk` at a time. */
export interface Work {
  readonly total: number;
  readonly chunk: number;
}

export interface WorkRange {
  readonly from: number;
  readonly to: number;
}

/** A counter several threads take work from, a note of what is done, and a flag that tells them to stop. */
export interface Control {
  readonly memory: SharedArrayBuffer;
  /** Takes the next range that is not done, or undefined when there is none left or the job was stopped. */
  readonly next: () => WorkRange | undefined;
  readonly finish: (range: WorkRange) => void;
  /** Works through ranges until there is none left; where the work fails, everyone stops. */
  readonly drain: (work: (from: number, to: number) => void) => void;
  /** Blocks this thread until all is done; false where the work was stopped instead. Workers only. */
  readonly settled: () => boolean;
  /** Units done. */
  readonly done: () => number;
  /** [chunks] 1 where done: a copy, to resume from. */
  readonly doneChunks: () => Uint8Array;
  /** Notes chunks done in an earlier run. */
  readonly resume: (doneChunks: Uint8Array) => void;
  readonly stop: () => void;
  readonly isStopped: () => boolean;
}

const NEXT = 0;
const DONE = 1;
const STOPPED = 2;
const HEAD_BYTES = 12;
/** A waiting thread looks again after so long, whether told or not. */
const LOOK_MS = 20;

const chunksOf = ({ total, chunk }: Work): number => Math.ceil(total / chunk);

/** A control over memory that threads share. */
export const controlOn = (work: Work, memory = new SharedArrayBuffer(HEAD_BYTES + chunksOf(work))): Control => {
  const { total, chunk } = work;
  const words = new Int32Array(memory, 0, 3);
  const chunks = new Uint8Array(memory, HEAD_BYTES, chunksOf(work));
  const rangeOf = (k: number): WorkRange => ({ from: k * chunk, to: Math.min(total, (k + 1) * chunk) });
  const next = (): WorkRange | undefined => {
    while (Atomics.load(words, STOPPED) === 0) {
      const k = Atomics.add(words, NEXT, 1);
      if (k >= chunks.length) return undefined;
      if (chunks[k] === 0) return rangeOf(k);
    }
    return undefined;
  };
  const finish = ({ from, to }: WorkRange): void => {
    Atomics.store(chunks, from / chunk, 1);
    if (Atomics.add(words, DONE, to - from) + to - from === total) Atomics.notify(words, DONE);
  };
  const stop = (): void => {
    Atomics.store(words, STOPPED, 1);
    Atomics.notify(words, DONE);
  };
  return {
    memory, next, finish, stop,
    drain: (work) => {
      try {
        for (let range = next(); range !== undefined; range = next()) {
          work(range.from, range.to);
          finish(range);
        }
      } catch (error) {
        stop();
        throw error;
      }
    },
    settled: () => {
      for (let done = Atomics.load(words, DONE); done < total; done = Atomics.load(words, DONE)) {
        if (Atomics.load(words, STOPPED) === 1) return false;
        Atomics.wait(words, DONE, done, LOOK_MS);
      }
      return true;
    },
    done: () => Atomics.load(words, DONE),
    doneChunks: () => chunks.slice(),
    resume: (doneChunks) => {
      doneChunks.forEach((isDone, k) => {
        if (isDone === 0) return;
        chunks[k] = 1;
        words[DONE] += rangeOf(k).to - rangeOf(k).from;
      });
    },
    isStopped: () => Atomics.load(words, STOPPED) === 1,
  };
};
