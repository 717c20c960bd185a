import { z } from 'zod';
import type { ChainDay } from '../market/index.ts';

/**
 * Where bid and ask come from. `recorded` uses the dataset's own; `modelled` puts a width around each mid, by price.
 */
export const widthsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recorded') }),
  z.strictObject({
    kind: z.literal('modelled'),
    /** Full width in points for mids below each bound, rising; the last row also holds beyond its bound. */
    table: z
      .array(z.strictObject({ below: z.number().positive(), width: z.number().positive() }))
      .min(1)
      .refine((rows) => rows.every((row, i) => i === 0 || row.below > rows[i - 1].below), 'bounds in rising order'),
  }),
]);
export type WidthsConfig = z.infer<typeof widthsSchema>;

/** Median quoted widths of out-of-the-money legs by mid, fitted to two recorded 0DTE chains of 2022. */
export const snapshotWidths: WidthsConfig = {
  kind: 'modelled',
  table: [
    { below: 0.1, width: 0.05 },
    { below: 1, width: 0.1 },
    { below: 3, width: 0.15 },
    { below: 5, width: 0.2 },
    { below: 1e6, width: 0.3 },
  ],
};

/**
 * The day with modelled quotes around its mids.
 *
 * The mid is kept exactly: where half the width exceeds it, the bid is zero and the ask twice the mid.
 */
export const widen = (day: ChainDay, widths: WidthsConfig): ChainDay => {
  if (widths.kind === 'recorded') return day;
  const bounds = widths.table.map((row) => row.below * 100);
  const halves = widths.table.map((row) => row.width * 50);
  const last = bounds.length - 1;
  const bid = new Float64Array(day.bid.length);
  const ask = new Float64Array(day.ask.length);
  for (let i = 0; i < bid.length; i++) {
    const mid = (day.bid[i] + day.ask[i]) / 2;
    let row = 0;
    while (row < last && mid >= bounds[row]) row++;
    const half = Math.min(halves[row], mid);
    bid[i] = mid - half;
    ask[i] = mid + half;
  }
  return { ...day, bid, ask };
};
