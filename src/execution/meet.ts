import { DataError, mustBe, unreachable } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { PackageQuote, Spread } from '../strategy/index.ts';
import { legMids, packageQuote, shortDistance } from '../strategy/index.ts';
import type { ExecutionConfig } from './config.ts';
import { tradeFees } from './fees/schedule.ts';
import type { FillUrgency } from './fills/fill-model.ts';
import { concession, creditAt, debitAt } from './fills/fill-model.ts';
import { gapDebit } from './gap.ts';
import { quoteTrust } from './trust.ts';

/** An order that met the market: price cents a package, the mid it met, and fees in cents a contract. */
export interface Met {
  readonly price: number;
  readonly mid: number;
  readonly fees: number;
}

/** A position on its way out, as far as its price depends on it. */
export interface LeavingPackage {
  readonly spread: Spread;
  /** Minute of the entry fill. */
  readonly entryMinute: number;
  /** Most the package can be worth, price cents. */
  readonly most: number;
  readonly urgency: FillUrgency;
}

/** Fills happen at whole cents of money: a model's fraction is rounded against the trader. */
export const wholeCredit = (price: number): number => Math.floor(price * 100 + 1e-6) / 100;
export const wholeDebit = (price: number): number => Math.ceil(price * 100 - 1e-6) / 100;

/** How many times the concession a quote costs by the study's trust rule, or undefined when it must be waited out. */
const trusted = (day: ChainDay, t: number, spread: Spread, quote: PackageQuote, execution: ExecutionConfig): number | undefined => {
  if (execution.trust === null) return 1;
  const { score, age, desync, width } = quoteTrust(execution.trust, day, spread, quote, t);
  if (score >= 1) return 1;
  switch (execution.trust.action) {
    case 'skip':
      return undefined;
    case 'widen':
      return execution.trust.widenBy;
    case 'fail':
      throw new DataError(
        'untrusted-quote',
        mustBe(`${day.date} row ${t}`, 'a quote the study trusts', `age ${age} min, desync ${desync} min, width ${width.toFixed(0)}%`, 'loosen execution.trust or choose skip'),
      );
    default:
      return unreachable(execution.trust.action);
  }
};

/**
 * What an entry fills at on row t: undefined unless the package is quoted, trusted, and pays at least what is asked.
 *
 * @param atLeast price cents
 */
export const meetEntry = (day: ChainDay, t: number, spread: Spread, atLeast: number, execution: ExecutionConfig): Met | undefined => {
  const quote = packageQuote(day, spread, t);
  if (quote === undefined) return undefined;
  const times = trusted(day, t, spread, quote, execution);
  if (times === undefined) return undefined;
  const price = wholeCredit(creditAt(execution.fills, quote, times));
  if (price < atLeast - 1e-9 || !(price > 0)) return undefined;
  return { price, mid: quote.mid, fees: tradeFees(execution.fees, spread, legMids(day, spread, t)) };
};

/** What a close fills at on row t: whatever the market shows there, or undefined when a leg is not quoted. */
export const meetExit = (day: ChainDay, t: number, leaving: LeavingPackage, execution: ExecutionConfig): Met | undefined => {
  const { spread, entryMinute, most, urgency } = leaving;
  const quote = packageQuote(day, spread, t);
  if (quote === undefined) return undefined;
  const times = trusted(day, t, spread, quote, execution);
  if (times === undefined) return undefined;
  let extra = times > 1 ? (times - 1) * concession(execution.fills, urgency, quote) : 0;
  if (execution.gap !== null && urgency === 'stop') {
    const distance = shortDistance(spread, day.spot[t]);
    extra += gapDebit(execution.gap, { date: day.date, entryMinute, distance, minutesLeft: day.context.closeMinute - day.minutes[t] });
  }
  const price = wholeDebit(Math.min(most, debitAt(execution.fills, urgency, quote, most) + extra));
  return { price, mid: quote.mid, fees: tradeFees(execution.fees, spread, legMids(day, spread, t)) };
};
