import { groupedText } from '../../kernel/index.ts';
import type { Estimate, MonteCarloAnswer } from '../../montecarlo/index.ts';
import { describeRules } from '../../montecarlo/index.ts';
import { dollarText, percentText, table } from '../table.ts';
import { wrapped } from '../wrap.ts';

const range = ({ low, high }: Estimate, text: (value: number) => string): string =>
  `[${low === null ? '-∞' : text(low)}, ${high === null ? '∞' : text(high)}]`;

const shown = [1, 5, 10, 25, 50, 75, 90, 95, 99];

const percentiles = ({ summary }: MonteCarloAnswer): string =>
  table(
    ['percentile', 'balance', '95% interval', 'P/L'],
    shown.map((percent) => {
      const balance = summary.balance[percent - 1];
      return [`P${percent}`, dollarText(balance.value), range(balance, dollarText), dollarText(summary.pnl[percent - 1].value)];
    }),
  );

const chances = ({ summary }: MonteCarloAnswer): string =>
  table(['chance that the account', 'share', '95% interval'], summary.probabilities.map((p) => [p.label, percentText(p.value), range(p, percentText)]));

const drawdowns = ({ summary }: MonteCarloAnswer): string =>
  table(
    ['largest drawdown', 'dollars', 'of peak'],
    [50, 75, 90, 95, 99].map((percent) => {
      const cents = summary.drawdown.cents.find((p) => p.percent === percent);
      const fraction = summary.drawdown.fraction.find((p) => p.percent === percent);
      return [`P${percent}`, dollarText(cents?.value ?? NaN), percentText(fraction?.value ?? NaN)];
    }),
  );

const panel = ({ panel: rows, verdict }: MonteCarloAnswer): string =>
  table(
    ['  drawn as', 'P5 of P/L', 'median', 'P(loss)', 'P(halt)', 'DD P95'],
    rows.map((row) => [
      `${row.describe === verdict.worst.describe ? '*' : ' '} ${row.describe}`,
      dollarText(row.pnl5.value), dollarText(row.pnl50.value), percentText(row.loss.value), percentText(row.halt.value), percentText(row.drawdown95.value),
    ]),
  );

/** The answer as a person reads it, in 80 columns. */
export const answerText = (answer: MonteCarloAnswer, name: string, grade: string | null): string => {
  const { settings, population, drawn, verdict, record, precision } = answer;
  const facts = `${groupedText(settings.paths)} paths of ${settings.sessions} sessions drawn from ${population.trades} trades in ${population.sessions} sessions, ${population.from} to ${population.to}: ${drawn}.`;
  const parts = [
    wrapped(`${grade === null ? 'Data grade: not stated (a log from elsewhere).' : `Data grade: ${grade}.`} ${name}`, 80),
    wrapped(verdict.sentence, 80),
    wrapped(facts, 80),
    wrapped(`Account: ${describeRules(settings.rules)}.`, 80),
    `${wrapped(`Drawn as ${drawn}, as asked${verdict.worst.describe === drawn ? '' : '; the sentence above takes the worst assumption, see the panel'}:`, 80)}\n${percentiles(answer)}`,
    chances(answer),
    drawdowns(answer),
    `Dependence panel; the verdict uses the worst (*)\n${panel(answer)}`,
    wrapped('The intervals say how far a number moves with another seed. They do not say whether the record is right about the future.', 80),
  ];
  if (record !== null) parts.push(wrapped(`The record itself ended at ${dollarText(record.balance[record.balance.length - 1])}, above ${percentText(record.percentile)} of the paths.`, 80));
  parts.push(wrapped(`Paths to look at: ${answer.notable.map(({ label, path }) => `${label} ${path}`).join(', ')} (gamma mc path).`, 80));
  if (answer.fanError > 0) parts.push(wrapped(`Paths were streamed: the fan is within ${(answer.fanError * 100).toFixed(3)}% of the median; percentiles of the final balance are exact.`, 80));
  if (precision !== null) {
    parts.push(wrapped(`Precision: intervals within ${percentText(precision.reached)} of the median balance; ${percentText(precision.asked)} was asked${precision.reached > precision.asked ? ' and not reached within a million paths' : ''}.`, 80));
  }
  return parts.join('\n\n');
};
