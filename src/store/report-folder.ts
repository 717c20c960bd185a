import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Alarm, StressResult, StudySummary } from '../backtest/index.ts';
import { csvText } from '../backtest/index.ts';
import { ConfigError, DataError, didYouMean, mustBe } from '../kernel/index.ts';
import type { MonteCarloAnswer } from '../montecarlo/index.ts';
import type { Chart, PageParts, ReportRun } from '../report/index.ts';
import { chartConfig, chartsOf, markdownOf, metricsCsv, pageCharts, pageOf, readPasses, readSessions, readTrades, reportData, withColours } from '../report/index.ts';
import { writeFileAtomic } from './atomic.ts';
import { pngOf } from './chart-png.ts';
import { chartPicture } from './chart-picture.ts';
import { chartSvg } from './chart-svg.ts';
import { describeTrades } from './describe-trades.ts';
import { checkUnchanged, readJson, readManifest, recordOutputs } from './run-folder.ts';

export const reportFormats = ['html', 'md', 'json', 'csv', 'svg', 'png'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** `html,md` as formats. @throws ConfigError naming the nearest one */
export const parseReportFormats = (text: string): ReportFormat[] =>
  text.split(',').map((name) => {
    const known = reportFormats.find((format) => format === name.trim());
    if (known === undefined) throw new ConfigError('format', mustBe('--format', 'a list of report formats', name, didYouMean(name, reportFormats)));
    return known;
  });

const readText = (folder: string, name: string): string => {
  const path = join(folder, name);
  if (!existsSync(path)) throw new DataError('run-missing', mustBe(path, 'a file of a run folder', 'nothing', 'run gamma backtest first'));
  return readFileSync(path, 'utf8');
};

const readIfThere = <T>(folder: string, name: string, otherwise: T): T =>
  existsSync(join(folder, name)) ? readJson<T>(folder, name) : otherwise;

/** A finished run as the report sees it, with its Monte Carlo answer when there is one. */
export const readReportRun = (folder: string): ReportRun => {
  const manifest = readManifest(folder);
  checkUnchanged(folder, ['manifest.json', 'summary.json', 'trades.csv', 'passes.csv', 'equity.csv', 'alarms.json', 'stress.json', 'mc.json']);
  return {
    manifest,
    summary: readJson<StudySummary>(folder, 'summary.json'),
    trades: readTrades(readText(folder, 'trades.csv')),
    sessions: readSessions(readText(folder, 'equity.csv')),
    alarms: readIfThere<Alarm[]>(folder, 'alarms.json', []),
    stress: readIfThere<StressResult[]>(folder, 'stress.json', []),
    monteCarlo: readIfThere<MonteCarloAnswer | null>(folder, 'mc.json', null),
    passes: existsSync(join(folder, 'passes.csv')) ? readPasses(readText(folder, 'passes.csv')) : [],
  };
};

const require = createRequire(import.meta.url);

/** Text of a chart library's browser build; its package does not export the file, so its folder is found first. */
export const libraryText = (name: string): string => {
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const file = [`build/${name}.min.js`, `${name}.min.js`].map((path) => join(folder, path)).find(existsSync);
  if (file === undefined) throw new DataError('library-missing', mustBe(folder, `a folder with ${name}.min.js`, 'none', 'install the packages again'));
  return readFileSync(file, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
};

export const sha256Base64 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Rows up to which the trade table is described: what the frame library bears. */
const MOST_DESCRIBED = 10_000;

const describedCsv = async (run: ReportRun): Promise<string> => {
  const columns = await describeTrades(run.trades);
  const names = Object.keys(columns[0]?.statistics ?? {});
  return csvText(['column', ...names], columns.map(({ column, statistics }) => [column, ...names.map((name) => statistics[name])]));
};

/** Chart libraries in the order a page needs them. */
export const chartLibraries = ['vega', 'vega-lite', 'vega-embed'] as const;

/** What a page of these charts needs: the libraries that draw them, and a still picture of each until they have. */
export const pageParts = async (charts: readonly Chart[]): Promise<PageParts> => {
  const pictures = new Map<string, string>();
  for (const chart of charts) pictures.set(chart.id, await chartPicture(chart));
  return { libraries: chartLibraries.map(libraryText), sha256Base64, pictures };
};

/** A run's tear sheet as one HTML file. */
export const reportPage = async (run: ReportRun): Promise<string> => pageOf(run, await pageParts(pageCharts(run)));

/** Files of the report by name, in the formats asked for. */
const reportFiles = async (run: ReportRun, formats: readonly ReportFormat[]): Promise<Map<string, string | Uint8Array>> => {
  const files = new Map<string, string | Uint8Array>();
  const wants = (format: ReportFormat): boolean => formats.includes(format);
  if (wants('html')) files.set('report.html', await reportPage(run));
  if (wants('md')) files.set('report.md', markdownOf(run));
  if (wants('json')) files.set('report.json', `${JSON.stringify(reportData(run), null, 2)}\n`);
  if (wants('csv')) {
    files.set('metrics.csv', metricsCsv(run));
    if (run.trades.length <= MOST_DESCRIBED) files.set('trades-described.csv', await describedCsv(run));
  }
  if (wants('svg') || wants('png')) {
    for (const { id, spec } of chartsOf(run)) {
      const svg = await chartSvg(spec);
      if (wants('svg')) {
        files.set(join('charts', `${id}.vl.json`), `${JSON.stringify(withColours({ ...spec, config: chartConfig }), null, 1)}\n`);
        files.set(join('charts', `${id}.svg`), svg);
      }
      if (wants('png')) files.set(join('charts', `${id}.png`), await pngOf(svg));
    }
  }
  return files;
};

/** Writes the report of a run into its folder, each file whole. @returns paths written, the page first */
export const writeReport = async (folder: string, run: ReportRun, formats: readonly ReportFormat[]): Promise<string[]> => {
  const files = await reportFiles(run, formats);
  for (const [name, text] of files) writeFileAtomic(join(folder, name), text);
  recordOutputs(folder, [...files.keys()]);
  return [...files.keys()].map((name) => join(folder, name));
};
