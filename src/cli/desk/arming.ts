import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustBe, RefusedError } from '../../kernel/index.ts';
import { fileSwitches } from '../../live/index.ts';
import { accountFolders, last4 } from './folder.ts';

/** The file `gamma arm` writes: one of the two acts. */
export const ARM_FILE = 'ARMED';

/** Written by gamma drift on a breach, with the certificate's hash: no real money until somebody removes it. */
export const DEMOTED_FILE = 'DEMOTED';

/**
 * Stops real money on a certificate that drift demoted, on whatever account it did, and on an account it demoted, whatever the certificate.
 *
 * @throws RefusedError (6) with the file that says so
 */
export const checkNotDemoted = (state: string, hash: string, account: string | undefined): void => {
  for (const name of accountFolders(state)) {
    const file = join(state, name, DEMOTED_FILE);
    if (!existsSync(file)) continue;
    const words = readFileSync(file, 'utf8').trim();
    if (!words.includes(hash) && name !== `live-${last4(account ?? '')}`) continue;
    const remedy = `trade it on paper; validate and promote anew, then remove ${file}. Positions still held are closed by gamma flatten`;
    throw new RefusedError('demoted', mustBe('the certificate', 'one that drift has not demoted', `${file}: ${words}`, remedy), 6);
  }
};

/** What both acts must say: this account, this session. Yesterday's does not arm today. */
export const armWord = (account: string, date: string): string => `live:${last4(account)}:${date}`;

/**
 * What is missing for orders to be sent: an empty list means armed.
 *
 * @param word value of GAMMA_ARM in the runner's environment
 */
export const missingLocks = (folder: string, account: string, date: string, word: string | undefined): string[] => {
  const missing: string[] = [];
  const wanted = armWord(account, date);
  const file = join(folder, ARM_FILE);
  if (word !== wanted) missing.push(`GAMMA_ARM must be ${wanted}`);
  if (!existsSync(file) || readFileSync(file, 'utf8').trim() !== wanted) missing.push('gamma arm must have been run for this session');
  const { kill, closeOnly } = fileSwitches(folder).read();
  if (kill) missing.push('the KILL file must be gone');
  if (closeOnly) missing.push('the CLOSE_ONLY file must be gone');
  return missing;
};
