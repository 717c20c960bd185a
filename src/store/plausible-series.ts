import type { Bar } from '../formats/index.ts';
import { clockText, DataError, mustBe } from '../kernel/index.ts';
import { checkLevels } from './plausible-closes.ts';
import type { RealSeries } from './reconstruct.ts';

/** Names of the files, for messages. */
export interface SeriesFiles {
  readonly bars: string;
  readonly spx: string;
  readonly vix: string;
}

/** Farther from its session's close no level lay from 2016 to June 2026: 9.3% at most, on 2025-04-09. */
const LARGEST_MOVE = 0.1;
/** Levels VIX1D has had, with room. */
const VIX1D = [1, 300] as const;

const far = (a: number, b: number): boolean => Math.abs(a / b - 1) > LARGEST_MOVE;

const checkBars = (bars: readonly Bar[], closes: RealSeries['closes'], { bars: file, spx }: SeriesFiles): void => {
  const where = ({ date, start }: Bar): string => `bar of ${date} ${clockText(start)} in ${file}`;
  bars.forEach((bar, i) => {
    const before = i > 0 && bars[i - 1].date === bar.date ? bars[i - 1].close : bar.open;
    if (far(bar.high, bar.low) || far(bar.open, before) || far(bar.close, before)) {
      throw new DataError('bad-bar', mustBe(where(bar), `within ${LARGEST_MOVE * 100}% of the bar before`, [bar.open, bar.high, bar.low, bar.close].join(', '), 'correct the file'));
    }
    const close = closes.get(bar.date);
    if (close !== undefined && far(bar.close, close)) {
      throw new DataError('other-series', mustBe(where(bar), `within ${LARGEST_MOVE * 100}% of that session's close in ${spx}, ${close}`, bar.close, 'give bars and closes of the same index'));
    }
  });
};

/** Refuses series that cannot be what they are given as. @throws DataError naming the first row that shows it */
export const checkSeries = ({ bars, closes, vixCloses }: Pick<RealSeries, 'bars' | 'closes' | 'vixCloses'>, files: SeriesFiles): void => {
  checkLevels('spx', closes, files.spx);
  checkLevels('vix', vixCloses, files.vix);
  checkBars(bars, closes, files);
};

/** Refuses bars that cannot be VIX1D. @throws DataError naming the first */
export const checkVix1d = (bars: readonly Bar[], file: string): void => {
  const [low, high] = VIX1D;
  const wrong = bars.find((bar) => bar.low < low || bar.high > high);
  if (wrong !== undefined) throw new DataError('other-series', mustBe(`VIX1D of ${wrong.date} in ${file}`, `from ${low} to ${high}`, wrong.close, 'give the file as the series it is'));
};
