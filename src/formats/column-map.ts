import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError, mustBe, parseWith } from '../kernel/index.ts';

const column = z.string().min(1);

/** How a file of any layout maps onto chain rows. */
const columnMapSchema = z.strictObject({
  /** `end`: a row was knowable at its label. `start`: one bar later. */
  stamp: z.enum(['start', 'end']),
  /** Minutes of a bar; needed when stamped at the start. */
  barMinutes: z.int().min(1).max(60).optional(),
  /** Zone of date and time cells; epoch columns need none. */
  zone: z.enum(['America/New_York', 'UTC']).default('America/New_York'),
  /** Root of all rows when there is no such column. */
  root: z.string().optional(),
  columns: z.strictObject({
    /** Epoch ms. */
    ts: column.optional(),
    date: column.optional(),
    time: column.optional(),
    root: column.optional(),
    expiry: column,
    strike: column,
    right: column,
    bid: column,
    ask: column,
    underlying: column.optional(),
    oi: column.optional(),
  }),
});

export type ColumnMap = z.infer<typeof columnMapSchema>;

const complaintOf = (map: ColumnMap): string | undefined => {
  const { ts, date, time, root } = map.columns;
  if ((ts === undefined) === (date === undefined || time === undefined)) return 'either ts, or date and time';
  if (map.stamp === 'start' && map.barMinutes === undefined) return 'with barMinutes when stamp is start';
  return map.root === undefined && root === undefined ? 'with root, as a constant or a column' : undefined;
};

const yamlOf = (text: string, file: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    throw new ConfigError('column-map', `${file} must be YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/**
 * Reads a column map.
 *
 * @param text YAML
 * @param file its name, for messages
 * @throws ConfigError when a key is unknown, missing or contradicts another
 */
export const readColumnMap = (text: string, file: string): ColumnMap => {
  const value = yamlOf(text, file);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : ['stamp'];
  if (!keys.includes('stamp') && keys.every((key) => key in columnMapSchema.shape)) {
    const remedy = 'end: a row was knowable at its label; start: one bar later, with barMinutes';
    throw new ConfigError('column-map', mustBe(`${file}.stamp`, 'start or end', undefined, remedy));
  }
  const map = parseWith(columnMapSchema, value, file);
  const complaint = complaintOf(map);
  if (complaint !== undefined) {
    throw new ConfigError('column-map', mustBe(file, complaint, Object.keys(map.columns), 'add the missing key'));
  }
  return map;
};
