import { inUnit, interval, money, percentage, shownMetric } from './format.ts';
import type { MetricValue } from './metrics/index.ts';
import { factsOfRun, measureAll } from './metrics/index.ts';
import { monthlyResults } from './charts/monthly.ts';
import type { ReportRun } from './run.ts';
import { gradeMeaning, verdictSentence, verdictWord, warningsOf } from './verdict.ts';

const cell = (text: string | number): string => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');

const table = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, header.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const ahead = ({ monteCarlo }: ReportRun): string[] => {
  if (monteCarlo === null) return [];
  const { summary, settings, panel, verdict, drawn } = monteCarlo;
  const wanted = summary.balance.filter(({ percent }) => [1, 5, 10, 25, 50, 75, 90, 95, 99].includes(percent));
  return [
    `## The next ${settings.sessions} sessions`,
    `Futures drawn as ${drawn}; the last table has the other assumptions, the worst of which the verdict takes.`,
    table(['Percentile', 'Balance', '95% interval', 'P/L'], wanted.map((p) => [`P${p.percent}`, money(p.value), interval(p, money), money(summary.pnl[p.percent - 1].value)])),
    table(['Chance that the account', 'Chance', '95% interval'], summary.probabilities.map((p) => [p.label, percentage(p.value), interval(p, percentage)])),
    table(
      ['Futures drawn as', 'P5 of P/L', 'Median P/L', 'Loss', 'Halt', 'Drawdown P95'],
      panel.map((row) => [
        row.describe === verdict.worst.describe ? `**${row.describe}** (worst)` : row.describe,
        money(row.pnl5.value), money(row.pnl50.value), percentage(row.loss.value), percentage(row.halt.value), percentage(row.drawdown95.value),
      ]),
    ),
  ];
};

const metricTable = (metrics: readonly MetricValue[]): string =>
  table(['Metric', 'Value', '95% interval', 'Definition'], metrics.map((m) => [m.label, shownMetric(m), interval(m, (value) => inUnit(value, m.unit)), m.formula]));

/** The report as Markdown: the same verdict, numbers and definitions as the page, without charts. */
export const markdownOf = (run: ReportRun): string => {
  const { manifest, summary } = run;
  const metrics = measureAll(factsOfRun(run));
  return `${[
    `**Data grade ${manifest.grade}**: ${gradeMeaning[manifest.grade]}.`,
    `# ${cell(manifest.study.name)}: ${verdictWord(run)}`,
    verdictSentence(run),
    `${summary.firstDate ?? 'no session'} to ${summary.lastDate ?? ''}, ${summary.sessions} sessions, ${summary.trades} trades, dataset ${cell(manifest.dataset.name)}.`,
    ...warningsOf(run, metrics).map((warning) => `> ${cell(warning)}`),
    ...ahead(run),
    '## The record',
    table(['Period', 'P/L', 'Return'], monthlyResults(run).map(({ year, month, pnl, share }) => [`${year}${month === 'Year' ? '' : `-${month}`}`, money(pnl), percentage(share)])),
    table(['Exit', 'Trades', 'Total per contract', 'Mean'], summary.exits.map(({ id, fired, pnl }) => [id, fired, money(pnl), fired === 0 ? '' : money(pnl / fired)])),
    '## Numbers',
    metricTable(metrics),
    '## Sources',
    `Run ${manifest.id}; data ${manifest.dataset.sha256}; study ${manifest.studyHash}; program ${manifest.code.version} ${manifest.code.sha256}.`,
  ].join('\n\n')}\n`;
};
