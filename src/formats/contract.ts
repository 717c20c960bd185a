import type { Right } from '../market/index.ts';
import { rightOf } from './screen.ts';

/** What an option symbol names. An unreadable symbol has no root. */
export interface Contract {
  readonly root: string;
  /** `YYYY-MM-DD`. */
  readonly expiry: string;
  readonly right: Right | undefined;
  readonly strike: number | undefined;
}

/**
 * Root, expiry, right and strike of a symbol as the options clearing corporation writes it, with or without padding and
 * vendors' `O:` before it.
 *
 * @example contractOf('SPXW  250117C05900000') // { root: 'SPXW', expiry: '2025-01-17', right: 'call', strike: 5900 }
 */
export const contractOf = (symbol: string): Contract => {
  const found = /^(?:O:)?([A-Z]+) *(\d\d)(\d\d)(\d\d)([CP])(\d{8})$/.exec(symbol);
  if (found === null) return { root: '', expiry: '', right: undefined, strike: undefined };
  const [, root, year, month, day, right, thousandths] = found;
  return { root, expiry: `20${year}-${month}-${day}`, right: rightOf(right), strike: Number(thousandths) / 1000 };
};

/** The contract named somewhere in a file's name, for layouts whose rows do not say. */
export const contractInName = (name: string): Contract => contractOf(/[A-Z]+ *\d{6}[CP]\d{8}/.exec(name)?.[0] ?? '');
