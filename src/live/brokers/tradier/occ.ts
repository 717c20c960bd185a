import { BrokerError, mustBe } from '../../../kernel/index.ts';
import type { SessionDate } from '../../../kernel/index.ts';
import { sessionDate } from '../../../kernel/index.ts';
import type { Right } from '../../../market/index.ts';

/** An option's name taken apart. `strike` is in points. */
export interface OccName {
  readonly root: string;
  readonly expiry: SessionDate;
  readonly right: Right;
  readonly strike: number;
}

/**
 * OCC symbol without blanks.
 *
 * @example occSymbol({ root: 'SPXW', expiry: sessionDate('2024-01-02'), right: 'put', strike: 4700 }) // 'SPXW240102P04700000'
 * @see Options Symbology Initiative, OCC, 2010
 */
export const occSymbol = ({ root, expiry, right, strike }: OccName): string =>
  `${root}${expiry.slice(2).replaceAll('-', '')}${right === 'put' ? 'P' : 'C'}${String(Math.round(strike * 1000)).padStart(8, '0')}`;

/** Takes an OCC symbol apart; undefined when it is none (a share, an index). */
export const occName = (symbol: string): OccName | undefined => {
  const found = /^([A-Z]{1,6}) *(\d\d)(\d\d)(\d\d)([PC])(\d{8})$/.exec(symbol);
  if (found === null) return undefined;
  const expiry = `20${found[2]}-${found[3]}-${found[4]}`;
  const time = Date.parse(`${expiry}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== expiry) return undefined;
  return { root: found[1], expiry: sessionDate(expiry), right: found[5] === 'P' ? 'put' : 'call', strike: Number(found[6]) / 1000 };
};

/** @throws BrokerError `tradier-shape` when the text is no OCC symbol */
export const mustBeOcc = (symbol: string, where: string): OccName => {
  const name = occName(symbol);
  if (name === undefined) throw new BrokerError('tradier-shape', mustBe(where, 'an OCC option symbol', symbol, 'the row is refused'), true);
  return name;
};
