import { z } from 'zod';
import { DataError, mustBe } from '../../kernel/index.ts';
import { defineDocumentFormat } from '../define-chain-format.ts';
import { labelOfInstant } from '../labels.ts';
import { rightOf, screening } from '../screen.ts';

const optionSchema = z.object({
  root_symbol: z.string(),
  expiration_date: z.string(),
  option_type: z.string(),
  strike: z.number(),
  bid: z.number().nullable(),
  ask: z.number().nullable(),
  bid_date: z.number(),
  ask_date: z.number(),
  open_interest: z.number().nullish(),
});

const chainSchema = z.object({ options: z.object({ option: z.union([z.array(optionSchema), optionSchema]) }) });

type TradierOption = z.infer<typeof optionSchema>;

const optionsOf = (text: string, name: string): readonly TradierOption[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DataError('wrong-header', mustBe(name, 'a chain response of Tradier, whole JSON', text.slice(0, 40), 'save the response again'));
  }
  const parsed = chainSchema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0].path.join('.');
    throw new DataError('wrong-header', mustBe(name, `a chain response of Tradier with ${where}`, text.slice(0, 40), 'save the response of /markets/options/chains'));
  }
  const { option } = parsed.data.options;
  return Array.isArray(option) ? option : [option];
};

/** A chain response of Tradier's market data, saved as JSON: quotes are as of the latest bid or ask in it. */
export const tradierChain = defineDocumentFormat({
  id: 'tradier-chain',
  title: 'Tradier option chain response (JSON)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'UTC milliseconds' },
  header: '{"options":{"option":[...',
  sniff: (head) => /^\s*\{\s*"options"\s*:\s*\{\s*"option"/.test(head.join('\n')),
  readText: (text, name, sink) => {
    const options = optionsOf(text, name);
    const latest = options.reduce((ms, { bid_date: bid, ask_date: ask }) => Math.max(ms, bid, ask), 0);
    const label = labelOfInstant(latest > 0 ? latest : Number.NaN);
    const screen = screening(name, sink);
    for (const option of options) {
      screen({
        root: option.root_symbol,
        ...label,
        expiry: option.expiration_date,
        right: rightOf(option.option_type),
        strike: option.strike,
        bid: option.bid ?? Number.NaN,
        ask: option.ask ?? Number.NaN,
        spot: Number.NaN,
        openInterest: option.open_interest ?? Number.NaN,
      });
    }
  },
});
