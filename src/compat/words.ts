import type { RungResult } from './audit.ts';
import type { FigureUnit } from './figure.ts';

const whole = (value: number): string => Math.round(Math.abs(value)).toLocaleString('en-US');

const magnitude: Record<FigureUnit, (value: number) => string> = {
  dollars: (value) => `$${Math.abs(value) < 1000 && !Number.isInteger(value) ? Math.abs(value).toFixed(2) : whole(value)}`,
  share: (value) => {
    const percent = Math.abs(value) * 100;
    return `${percent >= 1000 ? whole(percent) : percent.toFixed(percent > 0 && percent < 1 ? 2 : 1)}%`;
  },
  ratio: (value) => Math.abs(value).toFixed(2),
  count: (value) => (Number.isInteger(value) || Math.abs(value) >= 1000 ? whole(value) : Math.abs(value).toFixed(1)),
};

/** A figure as text in its unit. */
export const figureText = (value: number | null, unit: FigureUnit): string =>
  value === null ? '' : !Number.isFinite(value) ? 'none lost' : `${value < 0 ? '-' : ''}${magnitude[unit](value)}`;

const dollars = (value: number): string => figureText(value, 'dollars');
const share = (value: number): string => figureText(value, 'share');

/** The ladder in one paragraph for a trader. Empty without rungs. */
export const ladderParagraph = (ladder: readonly RungResult[]): string => {
  const at = (id: string): RungResult | undefined => ladder.find((rung) => rung.id === id);
  const [published, open, settled, quotes, margin, days, deployed] =
    ['published', 'open', 'settled', 'quotes', 'margin', 'days', 'deployed'].map(at);
  const twin = at('twin');
  if (!published || !open || !settled || !quotes || !margin || !days || !deployed) return '';
  const lost = 1 - open.pnl / published.pnl;
  return [
    `As published, one contract makes ${dollars(published.pnl)} in three years.`,
    `Entering at the open instead of at a close nobody knows yet takes ${share(lost)} of that away, and the win rate falls from ${share(published.winRate)} to ${share(open.winRate)}.`,
    `With every trade settled at the real close the profit is ${dollars(settled.pnl)}, but it is a profit of the price: credits taken from VIX are higher than the market pays.`,
    `At credits nearer to quotes it is ${dollars(quotes.pnl)}, a profit factor of ${quotes.profitFactor.toFixed(2)}: ${quotes.pnl > 0 ? `${share(quotes.pnl / published.pnl)} of the published profit is` : 'nothing is'} left.`,
    `The account pays for it: at ten contracts on 25,000 it halts below half within a year in ${share(margin.halt)} of futures, with whole days drawn in ${share(days.halt)}, and as deployed in ${share(deployed.halt)}.`,
    ...(twin === undefined ? [] : [`On recorded quotes the same rules make ${dollars(twin.pnl)} with one contract over ${Math.round(twin.trades).toLocaleString('en-US')} trades, a profit factor of ${twin.profitFactor.toFixed(2)}.`]),
    'So the published table is not the record of a strategy; it is the record of its assumptions.',
  ].join(' ');
};
