import { clockText, quantiles } from '../../kernel/index.ts';
import type { QuoteDay } from '../packed-days.ts';
import { CLOSE_MINUTE, closeMinuteOf } from '../session.ts';
import { tickAt } from '../ticks.ts';
import { impliedDeviation } from './implied-deviation.ts';
import type { MarketFigures } from './recipe.ts';

/** One figure of a market beside the one aimed at. */
export interface Compared {
  /** Such as `10:00`, `10:00 z -2`, `from 1.00` or `p5`. */
  readonly at: string;
  readonly target: number;
  /** NaN when the market has nothing to measure it on. */
  readonly found: number;
  /** Distance in the family's measure. */
  readonly off: number;
}

/** Figures of one kind. */
export interface FigureFamily {
  readonly name: string;
  /** Of `off` and `tolerance`: `relative`, `absolute`, or `ticks`. */
  readonly measure: 'relative' | 'absolute' | 'ticks';
  readonly tolerance: number;
  /** Farthest any figure lies from its target; NaN when one could not be measured. */
  readonly largest: number;
  readonly isWithin: boolean;
  readonly figures: readonly Compared[];
}

/** A market measured as a recipe's figures were. */
export interface Comparison {
  readonly source: string;
  readonly families: readonly FigureFamily[];
  readonly isWithin: boolean;
}

type Figure = Pick<Compared, 'at' | 'target' | 'found'>;

const offOf = (measure: FigureFamily['measure'], { target, found }: Figure): number => {
  if (measure === 'relative') return found / target - 1;
  return measure === 'absolute' ? found - target : (found - target) / tickAt(target);
};

const familyOf = (name: string, measure: FigureFamily['measure'], tolerance: number, figures: readonly Figure[]): FigureFamily => {
  const compared = figures.map((figure) => ({ ...figure, off: offOf(measure, figure) }));
  const largest = Math.max(...compared.map(({ off }) => Math.abs(off)));
  return { name, measure, tolerance, largest, isWithin: largest <= tolerance, figures: compared };
};

const median = (values: readonly number[]): number => quantiles(values, [0.5])[0];

/** Lists made when first asked for. */
const listsBy = <Key>() => {
  const lists = new Map<Key, number[]>();
  return (key: Key): number[] => {
    const found = lists.get(key) ?? [];
    lists.set(key, found);
    return found;
  };
};

/**
 * Measures sessions as a recipe's figures were measured: medians over full sessions, of options out of the money.
 *
 * @returns `add` for each session, then `compare` with the VIX closes
 */
export const figureMeter = (figures: MarketFigures) => {
  const deviations = listsBy<number>();
  const ratios = listsBy<string>();
  const widths = listsBy<number>();
  const addWidths = (day: QuoteDay, t: number): void => {
    day.strikes.forEach((strike, k) => {
      const cell = ((strike < day.spot[t] ? 0 : day.strikes.length) + k) * day.stride + t;
      const mid = (day.bid[cell] + day.ask[cell]) / 2;
      const bucket = figures.widths.findLast(({ from }) => mid >= from);
      if (bucket !== undefined && day.bid[cell] > 0) widths(bucket.from).push(day.ask[cell] - day.bid[cell]);
    });
  };
  const addRow = (day: QuoteDay, t: number): void => {
    const minute = day.minutes[t];
    const atMoney = impliedDeviation(day, t, day.spot[t]);
    if (atMoney === undefined) return;
    deviations(minute).push((10_000 * atMoney) / day.spot[t]);
    if (!figures.smile.at.some((row) => row.minute === minute)) return;
    addWidths(day, t);
    for (const z of figures.smile.z) {
      const there = impliedDeviation(day, t, day.spot[t] + z * atMoney);
      if (there !== undefined) ratios(`${minute} z ${z}`).push(there / atMoney);
    }
  };
  return {
    add: (day: QuoteDay): void => {
      if (closeMinuteOf(day.date) !== CLOSE_MINUTE) return;
      for (let t = 0; t < day.rows; t++) {
        if (figures.deviations.some(({ minute }) => minute === day.minutes[t])) addRow(day, t);
      }
    },
    compare: (vixCloses: ArrayLike<number>): Comparison => {
      const { source, smile } = figures;
      const families = [
        familyOf('deviation at the money, basis points', 'relative', 0.1, figures.deviations.map(({ minute, basisPoints }) =>
          ({ at: clockText(minute), target: basisPoints, found: median(deviations(minute)) }))),
        familyOf('smile, implied volatility over that at the money', 'absolute', 0.06, smile.at.flatMap((row) => smile.z.map((z, i) =>
          ({ at: `${clockText(row.minute)} z ${z}`, target: row.ratios[i], found: median(ratios(`${row.minute} z ${z}`)) })))),
        familyOf('median width by mid, price cents', 'ticks', 1, figures.widths.map(({ from, width }) =>
          ({ at: `from ${(from / 100).toFixed(2)}`, target: width, found: median(widths(from)) }))),
        familyOf('VIX', 'relative', 0.1, figures.vix.map(({ probability, level }) =>
          ({ at: `p${Math.round(probability * 100)}`, target: level, found: quantiles(vixCloses, [probability])[0] }))),
      ];
      return { source, families, isWithin: families.every(({ isWithin }) => isWithin) };
    },
  };
};
