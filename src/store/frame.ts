import type { DataFrame } from 'danfojs-node';

/** One row of a small table: words and numbers. */
export type FrameRow = Readonly<Record<string, string | number | boolean>>;

const MOST_ROWS = 10_000;

/**
 * Rows as a danfojs DataFrame, for notebooks and report tables.
 *
 * The library is loaded when first asked for (about a second), takes plain arrays only, sorts in quadratic time and does
 * not skip NaN when it describes: keep tables small and free of NaN. Never used in loops or workers.
 * @throws RangeError above 10,000 rows
 */
export const frame = async (rows: readonly FrameRow[]): Promise<DataFrame> => {
  if (rows.length > MOST_ROWS) throw new RangeError(`a frame holds at most ${MOST_ROWS} rows, found ${rows.length}`);
  const { DataFrame: Frame } = await import('danfojs-node');
  return new Frame(rows.map((row) => ({ ...row })));
};
