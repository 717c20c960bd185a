import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Redact } from '../../live/index.ts';

/** Days of logs kept. */
const KEPT = 30;

/** Log of one session: one JSON line an event. */
export interface SessionLog {
  readonly event: (name: string, values: Readonly<Record<string, unknown>>) => void;
  /** Lines that could not be written. */
  readonly lost: () => number;
}

const rotate = (folder: string): void => {
  const old = readdirSync(folder).filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name)).sort().slice(0, -KEPT);
  for (const name of old) rmSync(join(folder, name), { force: true });
};

/**
 * Opens the log of a session: `log/<date>.log` in the state folder, thirty kept, every line through the redactor.
 *
 * A line that cannot be written is dropped and counted: a full disk of logs never stops trading.
 * @param show also told each event, for people who watch
 */
export const openLog = (folder: string, date: string, redact: Redact, show: (name: string, values: Readonly<Record<string, unknown>>) => void): SessionLog => {
  const place = join(folder, 'log');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  rotate(place);
  let lost = 0;
  const file = pino.destination({ dest: join(place, `${date}.log`), sync: true, mode: 0o600 });
  file.on('error', () => lost++);
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: (line: string) => file.write(redact(line)) });
  return {
    event: (name, values) => {
      try {
        logger.info(values, name);
      } catch {
        lost++;
      }
      show(name, values);
    },
    lost: () => lost,
  };
};
