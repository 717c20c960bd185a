import type { ReportRun, ReportTrade } from '../run.ts';

/** A trade that only one run took, or that the two ended differently. */
export interface TradeDifference {
  readonly date: string;
  readonly slot: string;
  readonly first: ReportTrade | null;
  readonly second: ReportTrade | null;
  /** In words. */
  readonly why: string;
}

export interface TradeComparison {
  /** Taken by both with the same legs, entry, exit and result per contract. */
  readonly same: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly changed: number;
  /** How often each reason stands behind a difference, most frequent first. */
  readonly reasons: readonly { readonly why: string; readonly times: number }[];
  readonly differences: readonly TradeDifference[];
}

/** A look at the market: two trades of one look are told apart by their order. */
const keysOf = (trades: readonly ReportTrade[]): Map<string, ReportTrade> => {
  const seen = new Map<string, number>();
  return new Map(trades.map((trade) => {
    const look = `${trade.date} ${trade.slot === '' ? String(trade.entryMinute) : trade.slot}`;
    const place = seen.get(look) ?? 0;
    seen.set(look, place + 1);
    return [`${look} ${place}`, trade];
  }));
};

const passOf = ({ passes, sessions }: ReportRun): ((trade: ReportTrade) => string) => {
  const reasons = new Map(passes.map(({ date, slot, why }) => [`${date} ${slot}`, why]));
  const dates = new Set(sessions.map(({ date }) => date));
  return ({ date, slot }) => (dates.has(date) ? (reasons.get(`${date} ${slot}`) ?? 'did not look') : 'session not in the run');
};

/** What set two trades of one look apart; undefined where nothing did. */
const changeOf = (a: ReportTrade, b: ReportTrade): string | undefined => {
  if (a.legs !== b.legs) return 'other legs';
  if (a.credit !== b.credit || a.entryMinute !== b.entryMinute) return 'other entry fill';
  if (a.reason !== b.reason) return `exit ${a.reason} became ${b.reason}`;
  if (a.exitMinute !== b.exitMinute) return `${a.reason} at another minute`;
  if (a.pnlPerContract !== b.pnlPerContract) return 'other exit fill or costs';
  if (a.contracts !== b.contracts) return 'other size';
  return undefined;
};

const tally = (differences: readonly TradeDifference[]): TradeComparison['reasons'] => {
  const times = new Map<string, number>();
  for (const { why } of differences) times.set(why, (times.get(why) ?? 0) + 1);
  return [...times].map(([why, n]) => ({ why, times: n })).sort((a, b) => b.times - a.times || (a.why < b.why ? -1 : 1));
};

/** Which trades two runs do not share, and why: the other run's own reason for passing, or what became different. */
export const compareTrades = (first: ReportRun, second: ReportRun): TradeComparison => {
  const [a, b] = [keysOf(first.trades), keysOf(second.trades)];
  const [passOfFirst, passOfSecond] = [passOf(first), passOf(second)];
  const differences: TradeDifference[] = [];
  let [same, onlyFirst, onlySecond, changed] = [0, 0, 0, 0];
  for (const key of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const [x, y] = [a.get(key) ?? null, b.get(key) ?? null];
    const add = (trade: ReportTrade, why: string): void => void differences.push({ date: trade.date, slot: trade.slot, first: x, second: y, why });
    if (x !== null && y !== null) {
      const change = changeOf(x, y);
      if (change === undefined) same++;
      else {
        changed++;
        add(x, change);
      }
    } else if (x !== null) {
      onlyFirst++;
      add(x, `second passed: ${passOfSecond(x)}`);
    } else if (y !== null) {
      onlySecond++;
      add(y, `first passed: ${passOfFirst(y)}`);
    }
  }
  return { same, onlyFirst, onlySecond, changed, reasons: tally(differences), differences };
};
