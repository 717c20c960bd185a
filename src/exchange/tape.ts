import type { ChainDay } from '../market/index.ts';
import { epochMs } from '../market/index.ts';

/** One option, by its name, at one instant. Price cents; NaN is no quote. */
export interface Quote {
  readonly bid: number;
  readonly ask: number;
}

/** A session's quotes as the venue sees them: the row in force at an instant. */
export interface Tape {
  readonly day: ChainDay;
  /** Epoch ms at which trading opens and the expiring series stops. */
  readonly openAt: number;
  readonly closeAt: number;
  /** Row in force, -1 before the first. */
  readonly rowAt: (now: number) => number;
  /** Quote of an OCC symbol; NaN both sides when it is not listed or not quoted. */
  readonly quote: (symbol: string, now: number) => Quote;
}

const none: Quote = { bid: Number.NaN, ask: Number.NaN };

/** Strike and right of an SPXW symbol of a day; undefined for any other symbol. */
export const contractOf = (symbol: string, date: string): { readonly right: 'put' | 'call'; readonly strike: number } | undefined => {
  const head = `SPXW${date.slice(2).replaceAll('-', '')}`;
  if (!symbol.startsWith(head) || symbol.length !== head.length + 9) return undefined;
  const right = symbol[head.length];
  if (right !== 'P' && right !== 'C') return undefined;
  return { right: right === 'P' ? 'put' : 'call', strike: Number(symbol.slice(head.length + 1)) / 1000 };
};

/** A day of quotes as a tape. */
export const tapeOf = (day: ChainDay): Tape => {
  const openAt = epochMs(day.date, 570);
  const starts = Array.from(day.minutes.subarray(0, day.rows), (minute) => epochMs(day.date, minute));
  const places = new Map(Array.from(day.strikes, (strike, k) => [strike, k]));
  const rowAt = (now: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= now) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  return {
    day, openAt,
    closeAt: epochMs(day.date, day.context.closeMinute),
    rowAt,
    quote: (symbol, now) => {
      const t = rowAt(now);
      const contract = contractOf(symbol, day.date);
      const k = contract === undefined ? undefined : places.get(contract.strike);
      if (t < 0 || contract === undefined || k === undefined) return none;
      const at = ((contract.right === 'put' ? 0 : 1) * day.strikes.length + k) * day.stride + t;
      return { bid: day.bid[at], ask: day.ask[at] };
    },
  };
};
