import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { mustBe, RefusedError } from '../../kernel/index.ts';
import type { Evidence } from '../../research/index.ts';
import { readJson } from '../../store/index.ts';
import type { Subject } from './subject.ts';

/** What replaying recorded sessions through the runner came to: parity.json beside a run. */
interface ParityFile {
  readonly planHash: string;
  /** Content hash of the dataset. */
  readonly dataset: string;
  readonly sessions: number;
  readonly differences: number;
}

/** The replay's result for the subject. @throws RefusedError when it is about another plan or other data */
export const parityOf = (folder: string, file: string | undefined, { planHash, dataset }: Subject): { found: Evidence['replayParity']; source: string } => {
  const path = file ?? join(folder, 'parity.json');
  if (file === undefined && !existsSync(path)) return { found: null, source: 'no replay through the runner stands beside the run (parity.json)' };
  const parity = readJson<ParityFile>(dirname(path), basename(path));
  if (parity.planHash !== planHash || parity.dataset !== dataset.hash) {
    throw new RefusedError('other-parity', mustBe(path, 'a replay of this plan on this data', 'another', 'replay the plan again'), 4);
  }
  return { found: { sessions: parity.sessions, differences: parity.differences }, source: path };
};
