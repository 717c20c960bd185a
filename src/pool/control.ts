/** A counter several threads take work from, and a flag that tells them to stop. */
export interface Control {
  readonly memory: SharedArrayBuffer;
  /** Takes the next range of work, or undefined when there is none left or the job was stopped. */
  readonly next: () => { readonly from: number; readonly to: number } | undefined;
  readonly finish: (count: number) => void;
  readonly done: () => number;
  readonly stop: () => void;
  readonly isStopped: () => boolean;
}

const NEXT = 0;
const DONE = 1;
const STOPPED = 2;

export interface Work {
  readonly total: number;
  readonly chunk: number;
}

/** Work of `total` units handed out `chunk` at a time, over memory that threads share. */
export const controlOn = ({ total, chunk }: Work, memory = new SharedArrayBuffer(12)): Control => {
  const words = new Int32Array(memory);
  return {
    memory,
    next: () => {
      if (Atomics.load(words, STOPPED) === 1) return undefined;
      const from = Atomics.add(words, NEXT, 1) * chunk;
      return from >= total ? undefined : { from, to: Math.min(total, from + chunk) };
    },
    finish: (count) => void Atomics.add(words, DONE, count),
    done: () => Atomics.load(words, DONE),
    stop: () => void Atomics.store(words, STOPPED, 1),
    isStopped: () => Atomics.load(words, STOPPED) === 1,
  };
};
