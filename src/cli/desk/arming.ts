import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSwitches } from '../../live/index.ts';
import { last4 } from './folder.ts';

/** The file `gamma arm` writes: one of the two acts. */
export const ARM_FILE = 'ARMED';

/** Written by gamma drift on a breach: the plan goes back to paper until somebody removes it. */
export const DEMOTED_FILE = 'DEMOTED';

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
  if (existsSync(join(folder, DEMOTED_FILE))) missing.push('drift demoted this account to paper: validate and promote anew, then remove DEMOTED');
  return missing;
};
