import type { DataGrade } from '../kernel/index.ts';
import { inPrint, interval, money, percentage } from './format.ts';
import type { MetricValue } from './metrics/index.ts';
import type { ReportRun } from './run.ts';

/** What a grade means for the reader. */
export const gradeMeaning: Readonly<Record<DataGrade, string>> = {
  recorded: 'real quotes, bid and ask as recorded',
  'recorded-mids': 'real mid prices; bid and ask widths are modelled',
  reconstructed: 'a real index path; option quotes are modelled',
  synthetic: 'everything is modelled; this says what the rules do, not what a market pays',
};

/** The first sentence of the report: what may be expected, and how sure that is. */
export const verdictSentence = ({ summary, monteCarlo }: ReportRun): string =>
  inPrint(monteCarlo?.verdict.sentence
    ?? `${money(summary.endingEquity - summary.startingEquity)} over ${summary.sessions} sessions; no Monte Carlo yet, so nothing is said about another year.`);

/** One word for the verdict. */
export const verdictWord = ({ monteCarlo }: ReportRun): string => {
  const words = { gains: 'likely gains', uncertain: 'uncertain', loses: 'likely loses' } as const;
  return monteCarlo === null ? 'record only' : words[monteCarlo.verdict.answer];
};

/** What a reader must know before the numbers, most important first. */
export const warningsOf = (run: ReportRun, metrics: readonly MetricValue[]): string[] => {
  const { summary, manifest, monteCarlo, alarms } = run;
  const warnings = alarms.map(({ id, message, where }) => `Alarm ${id}: ${message} (${where.join(', ')}).`);
  const metric = (id: string): MetricValue | undefined => metrics.find((m) => m.id === id);
  warnings.push(...summary.cautions);
  if (manifest.grade === 'synthetic') warnings.push('The market behind this run was generated. No figure here is evidence that the plan earns money.');
  if (summary.halted !== null) {
    warnings.push(`The account halted on ${summary.halted.date} at ${money(summary.halted.equity)}; ${summary.tradesAfterHalt} later trades were followed per contract only and never touched it.`);
  }
  const mean = metric('perContract');
  if (mean !== undefined && mean.value !== null && mean.low !== null && mean.high !== null && mean.low <= 0 && mean.high >= 0) {
    warnings.push(`The mean result of a contract, ${money(mean.value)} over ${mean.n} trades, cannot be told from zero (95% interval ${interval(mean, money)}).`);
  }
  if (summary.trades < 100) warnings.push(`${summary.trades} trades touched the account: too few for firm conclusions.`);
  const gap = monteCarlo === null ? 0 : monteCarlo.verdict.spread;
  if (monteCarlo !== null && gap > 0.1 * monteCarlo.summary.start) {
    warnings.push(`The 5th percentile moves by ${money(gap)} with the resampling assumption; the verdict uses the worst.`);
  }
  const blind = summary.gates.filter(({ notEvaluable }) => notEvaluable > 0);
  if (blind.length > 0) {
    warnings.push(`Not evaluable on this data: ${blind.map(({ id, notEvaluable, evaluated }) => `${id} (${percentage(notEvaluable / evaluated)} of looks)`).join(', ')}.`);
  }
  return warnings.map(inPrint);
};
