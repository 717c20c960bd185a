import { OPEN_MINUTE, closeMinuteOf } from '../market/index.ts';
import type { Contract } from './contract.ts';
import type { Label } from './labels.ts';
import type { RawRow } from './screen.ts';

/** A quote of one contract, good until the next one. */
interface Standing {
  readonly contract: Contract;
  readonly date: string;
  readonly minute: number;
  readonly bid: number | undefined;
  readonly ask: number | undefined;
}

const rowAt = ({ contract, date, bid, ask }: Standing, minute: number): RawRow => ({
  ...contract, date, minute, bid, ask, spot: Number.NaN, openInterest: Number.NaN,
});

/**
 * Turns quotes that are written only when they change into one row a contract and minute.
 *
 * The last quote of a minute counts. It stands in the following minutes until another comes, at most `carry` of them and
 * never past the close; what stood before the open stands at it. Rows of other expiries are passed on without that.
 *
 * Each contract's quotes must come in order of time; contracts may alternate.
 *
 * @param carry minutes a quote is believed without a new one
 */
export const quoteTape = (carry: number, screen: (row: RawRow) => void) => {
  const standing = new Map<string, Standing>();
  const emit = (from: Standing, before: number): void => {
    const last = from.contract.expiry === from.date ? Math.min(before - 1, from.minute + carry) : from.minute;
    const first = from.minute < OPEN_MINUTE && last >= OPEN_MINUTE ? OPEN_MINUTE : from.minute;
    if (last < OPEN_MINUTE) return screen(rowAt(from, first));
    for (let minute = first; minute <= last; minute++) screen(rowAt(from, minute));
    return undefined;
  };
  const finish = (from: Standing): void => emit(from, from.contract.expiry === from.date ? Math.max(from.minute, closeMinuteOf(from.date)) + 1 : from.minute + 1);
  return {
    /** @param symbol as the vendor writes it; the key of the contract */
    add: (symbol: string, contract: Contract, label: Label, prices: { readonly bid: number | undefined; readonly ask: number | undefined }): void => {
      if (label.minute === undefined) return screen({ ...contract, ...label, ...prices, spot: Number.NaN, openInterest: Number.NaN });
      const before = standing.get(symbol);
      const next: Standing = { contract, date: label.date, minute: label.minute, ...prices };
      if (before !== undefined && before.date !== next.date) finish(before);
      else if (before !== undefined && next.minute > before.minute) emit(before, next.minute);
      standing.set(symbol, next);
    },
    /** To be called once, after the last quote. */
    end: (): void => {
      for (const last of standing.values()) finish(last);
      standing.clear();
    },
  };
};
