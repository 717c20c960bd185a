import { z } from 'zod';
import type { Body } from './wire.ts';
import { listOf, maybeNumber, partOf, shaped, stampOf } from './wire.ts';

const quoteSchema = z.object({ symbol: z.string(), last: maybeNumber, close: maybeNumber, bid: maybeNumber, ask: maybeNumber, trade_date: maybeNumber });

/** One quote. Points; NaN where the broker gives none. `close` is today's, once there is one; `tradedAt` is epoch ms. */
export interface TradierQuote {
  readonly symbol: string;
  readonly last: number;
  readonly close: number;
  readonly bid: number;
  readonly ask: number;
  readonly tradedAt: number;
}

/**
 * Quotes of an answer to `GET markets/quotes`. An answer in which no symbol was matched has none.
 *
 * @throws BrokerError `tradier-shape`
 */
export const parseQuotes = (body: Body): readonly TradierQuote[] => {
  const quotes = partOf(body, 'quotes');
  if (!Object.hasOwn(quotes, 'quote') && Object.hasOwn(quotes, 'unmatched_symbols')) return [];
  return listOf(body, 'quotes', 'quote').map((value, i) => {
    const { symbol, last, close, bid, ask, trade_date } = shaped(quoteSchema, value, `quotes.quote.${i}`);
    return { symbol, last, close, bid, ask, tradedAt: stampOf(trade_date, `quotes.quote.${i}.trade_date`) };
  });
};
