import { hasColumns } from './cells.ts';

/** A vendor's layout the program knows of and does not read. */
export interface UnsupportedLayout {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly sniff: (head: readonly string[], name: string) => boolean;
}

/** Layouts that are refused by name, so that nobody has to guess why. */
export const unsupportedLayouts: readonly UnsupportedLayout[] = [
  {
    id: 'ivolatility',
    title: 'IVolatility',
    why: 'its header is not verified in any public source',
    remedy: 'use --format generic with a column map',
    sniff: () => false,
  },
  {
    id: 'databento-dbn',
    title: 'Databento DBN (quotes or definitions, binary)',
    why: 'only its CSV is read; definitions hold no quotes',
    remedy: 'download cbbo-1m as CSV with symbols mapped',
    sniff: ([first = ''], name) => /\.dbn(\.zst)?$/i.test(name) || first.startsWith('DBN'),
  },
  {
    id: 'databento-definitions',
    title: 'Databento OPRA definitions (CSV)',
    why: 'they hold no quotes, and no file of them was seen to be joined to quotes',
    remedy: 'download cbbo-1m as CSV with symbols mapped, which needs no definitions',
    sniff: ([first]) => hasColumns(first, ['instrument_id', 'raw_symbol', 'instrument_class', 'strike_price', 'expiration']),
  },
  {
    id: 'lean',
    title: 'QuantConnect LEAN zip',
    why: 'prices and strikes are in many small zip files of one day each',
    remedy: 'unpack them to one CSV and use --format generic',
    sniff: ([first = '']) => first.startsWith('PK'),
  },
  {
    id: 'massive-snapshot',
    title: 'Massive (Polygon) chain snapshot',
    why: 'its rows state different times, and many have no quote',
    remedy: 'use the flat file of quotes',
    sniff: ([first]) => hasColumns(first, ['occ_ticker', 'underlying_ticker', 'day_close', 'last_quote_bid']),
  },
  {
    id: 'orats-eod',
    title: 'ORATS near end of day',
    why: 'rows do not say at which minute they were taken',
    remedy: 'use the one-minute chains, or --format generic with a time you attest',
    sniff: ([first]) => hasColumns(first, ['cOpra', 'pOpra', 'stkPx', 'expirDate']),
  },
  {
    id: 'thetadata-json',
    title: 'ThetaData version 2 JSON',
    why: 'only its CSV is read',
    remedy: 'ask the terminal for CSV',
    sniff: (head) => /^\s*\{\s*"header"\s*:/.test(head.join('\n')),
  },
  {
    id: 'marketdata-app',
    title: 'Market Data App JSON',
    why: 'no file of it was seen',
    remedy: 'convert it to CSV and use --format generic',
    sniff: (head) => /^\s*\{\s*"s"\s*:\s*"ok"/.test(head.join('\n')),
  },
  {
    id: 'dxfeed',
    title: 'dxFeed quotes',
    why: 'no file of it was seen',
    remedy: 'use --format generic with a column map',
    sniff: ([first]) => hasColumns(first, ['eventSymbol', 'bidPrice', 'askPrice']),
  },
];
