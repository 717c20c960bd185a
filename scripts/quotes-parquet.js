/**
 * Writes a Parquet file of made-up one-minute quotes in the layout of Cboe DataShop intervals, to measure imports with.
 *
 *   node scripts/quotes-parquet.js FILE [SESSIONS]     # needs a build; 723 sessions are 45 million rows
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { closeMinuteOf, sessionsBetween } from '../dist/market/index.js';

const [file, sessions = '723'] = process.argv.slice(2);
if (file === undefined) {
  console.error('file must be a path to write to, found none; name one');
  process.exit(2);
}
const dates = sessionsBetween('2022-06-01', '2026-06-30').slice(0, Number(sessions));
const days = dates.map((date, i) => `(DATE '${date}', ${i}, ${closeMinuteOf(date)})`).join(', ');

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`COPY (
  WITH days(day, i, close) AS (VALUES ${days}),
  cells AS (
    SELECT day, m, kind, 5e0 * (1000 + k) AS strike, round(5000 + 20 * sin(i + m / 50.0), 2) AS spot, 25 * sqrt((close + 1 - m) / 391.0) AS deviation
    FROM days, range(570, 961) minutes(m), range(-40, 40) strikes(k), (VALUES ('C'), ('P')) kinds(kind)
    WHERE m <= close
  ),
  valued AS (
    SELECT *, greatest(CASE kind WHEN 'C' THEN spot - strike ELSE strike - spot END, 0) + 0.4 * deviation * exp(-abs(spot - strike) / deviation) AS mid
    FROM cells
  ),
  bids AS (SELECT *, floor(mid * 20) / 20 AS bid FROM valued)
  SELECT '^SPX' AS underlying_symbol, day + to_minutes(m) AS quote_datetime, 'SPXW' AS root, day AS expiration, strike, kind AS option_type,
    round(bid, 2) AS bid, round(bid + CASE WHEN mid < 3 THEN 0.05 ELSE 0.1 END, 2) AS ask, spot - 0.25 AS underlying_bid, spot + 0.25 AS underlying_ask
  FROM bids ORDER BY day, m, strike, kind
) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
