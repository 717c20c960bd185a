import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError, DataError, canonicalJson, dataGrades, didYouMean, mustBe } from '../kernel/index.ts';
import { recipeSchema } from '../market/index.ts';
import { writeFileAtomic } from './atomic.ts';
import { sha256 } from './hash.ts';

const counts = z.record(z.string(), z.int().min(0));
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const seriesSchema = z.strictObject({
  /** Where the closes came from. */
  source: z.string(),
  file: z.string(),
  sha256: hash,
  sessions: z.int().min(1),
  first: z.string(),
  last: z.string(),
});

const datasetSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  grade: z.enum(dataGrades),
  /** `mids`: bid and ask are one recorded middle, and widths are the fill model's. */
  quotes: z.enum(['quotes', 'mids']),
  format: z.strictObject({ id: z.string(), stampedAt: z.enum(['start', 'end']), zone: z.string() }),
  /** Who says what this data is: the user's attestation, or the program for data it made. */
  source: z.string(),
  /** Where rows' index level comes from when not from the files: `parity`, implied by calls and puts. */
  indexLevel: z.enum(['parity']).optional(),
  /** What a synthetic market was made from. */
  recipe: recipeSchema.optional(),
  /** When the VIX of a row was known. */
  vixRule: z.literal('previous session close'),
  inputs: z.array(z.strictObject({ file: z.string(), sha256: hash })),
  counts: z.strictObject({
    quotes: z.int().min(0),
    rejected: counts,
    skipped: counts,
    /** Prices above 655.34 points: kept in the day files, absent from the cache. */
    tooHighForCache: z.int().min(0),
  }),
  days: z.array(z.strictObject({ date: z.string(), sha256: hash, rows: z.int(), strikes: z.int() })),
  series: z.strictObject({ spx: seriesSchema.optional(), vix: seriesSchema.optional() }),
  /** Of the day files. */
  quotesHash: hash,
  /** Of everything a run can see or print: grade, quotes, source, format, recipe, day files and closes. */
  contentHash: hash,
});

/** What `dataset.json` says of a dataset. */
export type DatasetFile = z.infer<typeof datasetSchema>;
export type SeriesFile = z.infer<typeof seriesSchema>;

const FILE = 'dataset.json';

/** File of one session, inside the dataset's folder. */
export const dayFile = (folder: string, date: string): string => join(folder, 'days', `${date}.parquet`);

/** Hashes that make two datasets of equal content equal, whatever they were imported from. */
export const withHashes = (file: Omit<DatasetFile, 'quotesHash' | 'contentHash'>): DatasetFile => {
  const quotesHash = sha256(canonicalJson(file.days.map((day) => [day.date, day.sha256])));
  const closes = [file.series.spx?.sha256 ?? '', file.series.vix?.sha256 ?? ''];
  const { grade, quotes, source, format, indexLevel, recipe, vixRule } = file;
  const about = { grade, quotes, source, format, indexLevel, recipe, vixRule };
  return { ...file, quotesHash, contentHash: sha256(canonicalJson([about, quotesHash, closes])) };
};

export const writeDatasetFile = (folder: string, file: DatasetFile): void =>
  writeFileAtomic(join(folder, FILE), `${JSON.stringify(file, null, 2)}\n`);

/** Names of the datasets under a root, sorted. */
export const datasetNames = (root: string): string[] => {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => !name.startsWith('.') && existsSync(join(root, name, FILE)))
    .sort();
};

/**
 * Folder a dataset has or will have.
 *
 * @throws ConfigError when the name could not be a folder's
 */
export const datasetFolder = (root: string, name: string): string => {
  if (!/^[A-Za-z0-9][\w.-]{0,79}$/.test(name)) {
    throw new ConfigError('dataset-name', mustBe('dataset', 'at most 80 letters, digits, dots, dashes or underscores', name, 'choose another name'));
  }
  return resolve(root, name);
};

const parsed = (path: string): DatasetFile => {
  try {
    return datasetSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? `a fault in ${error.issues[0].path.join('.')}` : 'text that is no JSON';
    throw new DataError('corrupt', `${path} must be a dataset's description, found ${reason}; make the dataset again`);
  }
};

/** Reads a dataset's description without asking whether it was edited. @throws DataError when there is none or it is damaged */
export const readDescription = (root: string, name: string): DatasetFile => {
  const path = join(datasetFolder(root, name), FILE);
  if (!existsSync(path)) {
    const known = datasetNames(root);
    const remedy = known.length > 0 ? didYouMean(name, known) : 'make one with gamma data import or gamma data synthesize';
    throw new DataError('no-dataset', mustBe('dataset', `a dataset under ${root}`, name, remedy));
  }
  return parsed(path);
};

/** Whether a description was edited since it was written. */
export const wasEdited = (file: DatasetFile): boolean => {
  const { quotesHash, contentHash } = withHashes(file);
  return quotesHash !== file.quotesHash || contentHash !== file.contentHash;
};

/** Reads a dataset's description. @throws DataError when there is none, or it is damaged or edited */
export const readDatasetFile = (root: string, name: string): DatasetFile => {
  const file = readDescription(root, name);
  if (wasEdited(file)) {
    throw new DataError('corrupt', mustBe(`${FILE} of ${name}`, `as written (${withHashes(file).contentHash.slice(0, 12)})`, file.contentHash.slice(0, 12), 'make the dataset again'));
  }
  return file;
};
