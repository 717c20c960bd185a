import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { chainFormats } from '../../src/formats/index.ts';
import { attested } from '../../src/store/import-counts.ts';
import { importChains, readDatasetFile, writeDataset } from '../../src/store/index.ts';
import { start } from '../support/program.ts';

const root = mkdtempSync(join(tmpdir(), 'gamma-columns-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rules = { maxRejects: 50, strict: false };
const attestation = { grade: undefined, source: undefined };

/** Whether the files' rows waited in a store on disk, as rows read as text do. */
let waited = false;

const imported = async (files: readonly string[], name: string, limits = rules) => {
  const folders = () => readdirSync(tmpdir()).filter((entry) => entry.startsWith('gamma-import-')).length;
  const before = folders();
  await importChains(files, undefined, { attestation, rules: limits }, () => undefined, async ({ days, describe: about }) => {
    waited = folders() > before;
    await writeDataset(root, name, { days, describe: about, replace: true });
  });
  const { inputs: _, name: __, ...file } = readDatasetFile(root, name);
  return { file, cache: readFileSync(join(root, name, 'cache', 'quotes.bin')).toString('base64') };
};

const write = async (sql: string, path: string, options = ''): Promise<string> => {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet${options})`);
  return path;
};

const good = (from: string, sessions: number, minutes = 'range(570, 961)'): string => `
  SELECT '^SPX' AS underlying_symbol, (DATE '${from}' + d::INTEGER) + to_minutes(m) AS quote_datetime, 'SPXW' AS root, (DATE '${from}' + d::INTEGER) AS expiration,
    (5000 + 5 * k)::DOUBLE AS strike, kind AS option_type, CASE WHEN m % 7 = 0 THEN 0 ELSE 1.05 + k / 20 END::DOUBLE AS bid, (1.15 + k / 10)::DOUBLE AS ask,
    5010.11 + m % 3 AS underlying_bid, 5010.33 + m % 3 AS underlying_ask, CASE WHEN m > 600 THEN 10 * k + 1 END::BIGINT AS open_interest
  FROM range(${sessions}) days(d), ${minutes} minutes(m), range(6) strikes(k), (VALUES ('C'), ('P')) kinds(kind)`;

/** One row with some cells changed. */
const odd = (changes: Readonly<Record<string, string>>): string =>
  `SELECT * REPLACE (${Object.entries(changes).map(([name, value]) => `${value} AS ${name}`).join(', ')}) FROM (${good('2024-07-02', 1, '(VALUES (700)) ')} LIMIT 1)`;

const oddities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an empty bid': { bid: 'NULL', strike: '5100' },
  'a bid that is no number': { bid: "'nan'::DOUBLE", strike: '5105' },
  'a price beyond all bounds': { ask: "'inf'::DOUBLE", strike: '5105' },
  'a negative ask': { ask: '-1' },
  'a strike off the grid': { strike: '5002.5' },
  'an empty strike': { strike: 'NULL' },
  'an unknown right': { option_type: "'X'" },
  'a right in words': { option_type: "'Put'", strike: '5030' },
  'a monthly option': { root: "'SPX'" },
  'another index': { root: "'XSP'" },
  'no root': { root: 'NULL' },
  'another expiry': { expiration: "DATE '2024-07-05'" },
  'no expiry': { expiration: 'NULL' },
  'no time': { quote_datetime: 'NULL' },
  'a time before the open': { quote_datetime: "TIMESTAMP '2024-07-02 09:29:00'" },
  'a second after the close': { quote_datetime: "TIMESTAMP '2024-07-02 16:00:01'" },
  'a time after a half day': { quote_datetime: "TIMESTAMP '2024-07-03 13:01:00'", expiration: "DATE '2024-07-03'" },
  'seconds before the minute': { quote_datetime: "TIMESTAMP '2024-07-02 09:30:01.5'", strike: '5300', bid: '0', ask: '0.05' },
  'the last second of a day': { quote_datetime: "TIMESTAMP '2024-07-02 23:59:59'" },
  'a crossed quote': { bid: '2', ask: '1' },
  'a bid beside no ask': { bid: '2', ask: '0' },
  'nobody who quotes': { bid: '0', ask: '0', strike: '5305' },
  'a call above the index': { ask: '15000' },
  'a call below its intrinsic value': { strike: '4000' },
  'no index': { underlying_bid: '0', underlying_ask: '0', strike: '5310' },
  'an index that is no number': { underlying_bid: "'nan'::DOUBLE" },
  'more open interest than there can be': { open_interest: '99999999999' },
  'a row twice': { bid: 'bid' },
};

const withOddities = (): string =>
  `SELECT * FROM (${good('2024-07-01', 1)} UNION ALL ${good('2024-07-02', 1)} UNION ALL ${good('2024-07-03', 1, 'range(570, 781)')}
    UNION ALL ${good('2024-07-05', 1)} UNION ALL ${Object.values(oddities).map(odd).join(' UNION ALL ')}) ORDER BY expiration, hash(strike, quote_datetime, bid)`;
const asText = (sql: string): string => `SELECT * REPLACE (quote_datetime::VARCHAR AS quote_datetime) FROM (${sql})`;

describe('Parquet read as columns', () => {
  it('gives the bytes that reading it as text gives, every odd row under the same code', async () => {
    const columns = await imported([await write(withOddities(), join(root, 'plain.parquet'), ', ROW_GROUP_SIZE 2048')], 'plain');
    expect(waited).toBe(false);
    const text = await imported([await write(asText(withOddities()), join(root, 'text.parquet'))], 'text');
    expect(waited).toBe(true);
    expect(columns).toEqual(text);
    expect(columns.file.counts).toEqual({
      quotes: 12 * (3 * 391 + 211) + 5,
      rejected: { 'above-index': 1, 'ask-zero': 1, 'bad-expiry': 1, 'bad-number': 6, 'bad-root': 1, 'bad-time': 1, 'below-intrinsic': 1, crossed: 1, duplicate: 1, 'off-hours': 4, 'off-strike-grid': 1, 'unknown-right': 1 },
      skipped: { 'am-settled': 1, 'not-expiring-today': 1, 'other-root': 1 },
      tooHighForCache: 0,
    });
  });

  it('reads decimals, whole numbers and files in any order', async () => {
    const first = good('2024-07-01', 2);
    const second = `SELECT * REPLACE (bid::DECIMAL(9, 2) AS bid, strike::INTEGER AS strike) FROM (${good('2024-07-09', 2)})`;
    const files = [await write(second, join(root, 'later.parquet')), await write(first, join(root, 'sooner.parquet'))];
    const columns = await imported(files, 'files');
    expect(waited).toBe(false);
    expect(columns).toEqual(await imported([await write(asText(`${first} UNION ALL ${good('2024-07-09', 2)}`), join(root, 'both.parquet'))], 'both'));
  });

  it('reads quotes of ThetaData, whose index calls and puts imply', async () => {
    const sql = `SELECT 'SPXW' AS symbol, expiration, strike, CASE option_type WHEN 'C' THEN 'CALL' ELSE 'PUT' END AS "right", quote_datetime AS timestamp, 1 AS bid_size, 5 AS bid_exchange,
      bid, 50 AS bid_condition, 1 AS ask_size, 5 AS ask_exchange, ask, 50 AS ask_condition FROM (${good('2024-07-01', 2)})`;
    const columns = await imported([await write(sql, join(root, 'theta.parquet'))], 'theta');
    expect(waited).toBe(false);
    expect(columns.file).toMatchObject({ indexLevel: 'parity', format: { id: 'thetadata-v3' } });
    expect(columns).toEqual(await imported([await write(sql.replace('quote_datetime AS', 'quote_datetime::VARCHAR AS'), join(root, 'theta-text.parquet'))], 'theta-text'));
  });

  it('leaves files to the text path whose sessions or columns do not allow it', async () => {
    const scattered = `SELECT * FROM (${good('2024-07-01', 2)}) ORDER BY strike, quote_datetime`;
    const half = (kind: string): string => `SELECT * FROM (${good('2024-07-01', 2)}) WHERE option_type = '${kind}'`;
    const expected = await imported([await write(good('2024-07-01', 2), join(root, 'ordered.parquet'))], 'ordered');
    await imported([await write(half('C'), join(root, 'calls.parquet')), await write(half('P'), join(root, 'puts.parquet'))], 'halves');
    expect(waited).toBe(true);
    expect(await imported([await write(scattered, join(root, 'scattered.parquet'))], 'scattered')).toEqual(expected);
    await imported([await write(`SELECT * REPLACE (bid::FLOAT AS bid) FROM (${good('2024-07-01', 2)})`, join(root, 'short.parquet'))], 'short');
    expect(waited).toBe(true);
  });

  it('refuses what the text path refuses, and leaves nothing behind', async () => {
    const refused = async (sql: string, message: RegExp, limits = rules): Promise<void> => {
      const path = await write(sql, join(root, 'refused.parquet'));
      await expect(imported([path], 'refused', limits)).rejects.toThrow(message);
      await expect(imported([await write(asText(sql), path)], 'refused', limits)).rejects.toThrow(message);
      expect(readdirSync(root).filter((entry) => entry.startsWith('.') || entry === 'refused')).toEqual([]);
    };
    await refused(good('2024-07-04', 1), /must be a trading day|must be a session on which an SPXW series expires/);
    await refused(`SELECT * REPLACE ('SPX' AS root) FROM (${good('2024-07-01', 1)})`, /none; skipped: am-settled 4692/);
    await refused(`SELECT * REPLACE (ask AS bid) FROM (${good('2024-07-01', 1)})`, /every bid equals its ask/);
    await refused(withOddities(), /rejected quotes of refused.parquet must be none \(--strict\)/, { maxRejects: 1, strict: true });
  });
});

/** Sessions of three months but for the days around a holiday. */
const manySessions = `SELECT * FROM (${good('2024-07-01', 60)}) WHERE dayofweek(expiration) BETWEEN 1 AND 5 AND expiration NOT IN (DATE '2024-07-03', DATE '2024-07-04')`;

describe('an import by the command', () => {
  it('fetches ahead, encodes on a thread, and gives the dataset that one session after the other gives', async () => {
    const file = await write(manySessions, join(root, 'long.parquet'));
    const here = await imported([file], 'here');
    expect(here.file.days.length).toBeGreaterThan(40);
    const { code, out } = await start(['data', 'import', file, '--root', root, '--dataset', 'there', '--json']).ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ hash: here.file.contentHash, counts: here.file.counts });
    expect(readFileSync(join(root, 'there', 'cache', 'quotes.bin')).toString('base64')).toBe(here.cache);
  });
});

describe('a Parquet file damaged in its middle', () => {
  it.each([['read as columns', ''], ['read as text', '::VARCHAR']])('is refused where its rows end, %s', async (_, asText) => {
    const quotes = `SELECT * REPLACE (quote_datetime${asText} AS quote_datetime, random() AS bid, 1 + random() AS ask) FROM (${manySessions})`;
    const file = await write(quotes, join(root, 'damaged.parquet'), ', COMPRESSION zstd, ROW_GROUP_SIZE 16384');
    const bytes = readFileSync(file);
    const from = Math.floor(0.7 * bytes.length);
    writeFileSync(file, bytes.fill(120, from, from + 3000));
    await expect(imported([file], 'damaged')).rejects.toThrow(/damaged.parquet must be whole: 197064 rows, found \d+; no more can be read: fetch the file again/);
    expect(readdirSync(root).filter((name) => name.includes('damaged') && !name.endsWith('.parquet'))).toEqual([]);
  });
});

describe('the grade of an import', () => {
  const formatOf = (id: string) => chainFormats.filter((format) => format.id === id)[0];

  it('is the format\'s, or a less real one by the word of whoever knows better', () => {
    expect(attested(formatOf('datashop-intervals'), attestation)).toEqual({ grade: 'recorded', source: 'Cboe DataShop option quotes at intervals' });
    expect(attested(formatOf('datashop-intervals'), { grade: 'synthetic', source: 'made up' })).toEqual({ grade: 'synthetic', source: 'made up' });
    expect(() => attested(formatOf('datashop-intervals'), { grade: 'synthetic', source: undefined })).toThrow(/--source must be a sentence/);
    expect(() => attested(formatOf('spxw-midpoints'), { grade: 'recorded', source: 'wishful' })).toThrow(/--grade must be one of recorded-mids, reconstructed, synthetic, found "recorded"; spxw-midpoints grants recorded-mids/);
  });

  it('of the sample in the repository is synthetic, and every row of it is taken', async () => {
    const sample = join(import.meta.dirname, '../../samples/datashop-made-up.csv.gz');
    const about = { attestation: { grade: 'synthetic', source: 'sample, made up' }, rules: { maxRejects: 0, strict: true } };
    await importChains([sample], undefined, about, () => undefined, async ({ days, describe: ofIt }) => {
      await writeDataset(root, 'sample', { days, describe: ofIt, replace: true });
    });
    expect(readDatasetFile(root, 'sample')).toMatchObject({ grade: 'synthetic', counts: { quotes: 78468, rejected: {}, skipped: {} } });
  });
});
