import { isInterruption } from './interrupt.ts';

/** The terminal as the commands see it. The only file of the program that touches stdout and stderr. */
export interface Io {
  readonly json: boolean;
  readonly columns: number;
  /** A human result line, on stdout; silent under --json. */
  readonly print: (text: string) => void;
  /** The result object: the single line on stdout under --json; silent otherwise. */
  readonly result: (value: unknown) => void;
  /** A log line, on stderr. */
  readonly log: (text: string) => void;
  /** A progress reporter; shows a bar with rate and ETA once a job runs longer than a second. */
  readonly progress: (label: string, total: number) => Progress;
}

export interface Progress {
  readonly update: (done: number, note?: string) => void;
  readonly end: () => void;
}

const seconds = (ms: number): string => {
  const s = Math.round(ms / 1000);
  return s < 60 ? `${s}s` : `${Math.floor(s / 60)}m${String(s % 60).padStart(2, '0')}s`;
};

const progressOn = (stream: NodeJS.WriteStream, label: string, total: number): Progress => {
  const started = performance.now();
  const isTerminal = stream.isTTY === true;
  const every = isTerminal ? 100 : 5000;
  let last = started + 1000 - every;
  let drawn = false;
  /** What was done when the first of it was: before come preparation and what was saved earlier, and say nothing of the pace. */
  let first: { readonly done: number; readonly at: number } | undefined;
  let saved: number | undefined;
  const line = (done: number, note: string): string => {
    const eta = first !== undefined && done > first.done
      ? seconds(((performance.now() - first.at) / (done - first.done)) * Math.max(0, total - done))
      : '?';
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const bar = `${'█'.repeat(Math.round(share * 20)).padEnd(20, '░')}`;
    const tail = note === '' ? '' : ` ${note}`;
    return isTerminal
      ? `${label} ${bar} ${Math.round(share * 100)}% ${done}/${total} ETA ${eta}${tail}`
      : `${label}: ${done}/${total} (${Math.round(share * 100)}%), ETA ${eta}${tail}`;
  };
  return {
    update: (done, note = '') => {
      const now = performance.now();
      saved ??= done;
      if (done > saved) first ??= { done, at: now };
      if (now - last < every) return;
      last = now;
      drawn = true;
      stream.write(isTerminal ? `\r\u001b[2K${line(done, note)}` : `${line(done, note)}\n`);
    },
    end: () => {
      if (drawn && isTerminal) stream.write('\r\u001b[2K');
    },
  };
};

/** Whether a reader of JSON is still owed an object. */
let isOwed = false;

process.once('exit', (code) => {
  if (isOwed && isInterruption(code)) process.stdout.write(`${JSON.stringify({ error: { code: 'interrupted', message: 'asked to stop before it was done' } })}\n`);
});

/** The real terminal. */
export const terminal = (json: boolean): Io => {
  isOwed = json;
  return {
    json,
    columns: process.stdout.columns > 0 ? process.stdout.columns : 80,
    print: (text) => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    result: (value) => {
      isOwed = false;
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    log: (text) => process.stderr.write(`${text}\n`),
    progress: (label, total) => progressOn(process.stderr, label, total),
  };
};
