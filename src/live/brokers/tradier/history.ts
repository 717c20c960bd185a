import { z } from 'zod';
import { centsFromDollars } from '../../../kernel/index.ts';
import type { Body } from './wire.ts';
import { isBody, listOf, maybeNumber, maybeText, shaped } from './wire.ts';

const eventSchema = z.object({ amount: z.number(), date: z.string().regex(/^\d{4}-\d\d-\d\dT/, 'a date'), type: z.string() });
const detailSchema = z.object({ description: maybeText, symbol: maybeText, quantity: maybeNumber, price: maybeNumber, commission: maybeNumber });

/** One line of the account's history: money that came or went. Cents. */
export interface AccountEvent {
  readonly date: string;
  /** `trade`, `option`, `journal`, `dividend`, `fee`, `interest`, ... as the broker names it. */
  readonly type: string;
  readonly amount: number;
  readonly description: string | undefined;
  readonly symbol: string | undefined;
  /** NaN when not said. */
  readonly quantity: number;
  /** Commission, cents; NaN when not said. */
  readonly commission: number;
}

/** Details sit under the type's own name, or under `adjustment`. */
const detailOf = (event: Body, type: string): unknown => event[type] ?? event.adjustment ?? {};

/** Events of an answer to `GET history` of an account, newest first as the broker lists them. @throws BrokerError `tradier-shape` */
export const parseAccountHistory = (body: Body): readonly AccountEvent[] =>
  listOf(body, 'history', 'event').map((value, i) => {
    const where = `history.event.${i}`;
    const { amount, date, type } = shaped(eventSchema, value, where);
    const detail = shaped(detailSchema, isBody(value) ? detailOf(value, type) : {}, `${where}.${type}`);
    return {
      date: date.slice(0, 10), type, amount: centsFromDollars(amount), description: detail.description, symbol: detail.symbol, quantity: detail.quantity,
      commission: Number.isNaN(detail.commission) ? Number.NaN : centsFromDollars(detail.commission),
    };
  });

const barSchema = z.object({ date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date as YYYY-MM-DD'), close: z.number().positive() });

/** Daily closes, points, of an answer to `GET markets/history`. @throws BrokerError `tradier-shape` */
export const parseDailyCloses = (body: Body): readonly { readonly date: string; readonly close: number }[] =>
  listOf(body, 'history', 'day').map((value, i) => shaped(barSchema, value, `history.day.${i}`));
