import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import type { FigurePart } from '../../compat/index.ts';
import { ladderParagraph, prepareDays, readDailyBars, readDailyCloses, reproduce } from '../../compat/index.ts';
import { ConfigError, DataError, didYouMean, gradeAtLeast, mustBe, RefusedError } from '../../kernel/index.ts';
import { machineWorkers, openPool } from '../../pool/index.ts';
import { chartConfig, withColours } from '../../report/index.ts';
import type { Dataset } from '../../store/index.ts';
import { chartSvg, openDataset, sha256, writeFileAtomic } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { ladderChart } from '../reproduce/chart.ts';
import { reproduceMarkdown } from '../reproduce/markdown.ts';
import type { PreparedDays } from '../reproduce/measure.ts';
import { measure, pathsOf } from '../reproduce/measure.ts';
import { reproducePage } from '../reproduce/page.ts';
import { pathRunner } from '../reproduce/paths.ts';
import { reproduceText } from '../reproduce/print.ts';
import type { ReproduceReport } from '../reproduce/report.ts';
import { runTwin, TWIN_PATHS } from '../reproduce/twin.ts';

interface Options {
  readonly spx?: string;
  readonly vix?: string;
  readonly dataset?: string;
  readonly root: string;
  readonly out: string;
}

const every: readonly FigurePart[] = ['monte-carlo', 'three-year', 'deployed', 'audit'];

const partsOf = (name: string): readonly FigurePart[] => {
  if (name === 'all') return every;
  const part = every.find((known) => known === name);
  if (part === undefined) throw new ConfigError('part', mustBe('part', 'of the published record', name, didYouMean(name, [...every, 'all'])));
  return [part];
};

interface DailyFiles {
  readonly days: PreparedDays;
  readonly sources: readonly string[];
}

const readDaily = ({ spx, vix }: Options): DailyFiles | undefined => {
  if (spx === undefined && vix === undefined) return undefined;
  if (spx === undefined || vix === undefined) {
    throw new ConfigError('daily-files', mustBe('--spx and --vix', 'given together', spx ?? vix, 'the generator reads both'));
  }
  const read = (flag: string, path: string): string => {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new DataError('file-missing', mustBe(flag, 'a file', path, 'check the path'));
    return readFileSync(path, 'utf8');
  };
  const [spxText, vixText] = [read('--spx', spx), read('--vix', vix)];
  const bars = readDailyBars(spxText, basename(spx));
  const closes = readDailyCloses(vixText, basename(vix));
  return {
    days: { three: prepareDays(bars, closes, 750), five: prepareDays(bars, closes, 1260) },
    sources: [[spx, spxText], [vix, vixText]].map(([path, text]) => `Reconstructed: daily bars of ${basename(path)}, sha256 ${sha256(text).slice(0, 16)}; fills, holds and credits are modelled.`),
  };
};

/** The twin speaks of real quotes, so it takes no modelled ones. */
const openTwin = async ({ root, dataset: name }: Options): Promise<Dataset | undefined> => {
  if (name === undefined) return undefined;
  const dataset = await openDataset(root, name);
  if (!gradeAtLeast(dataset.grade, 'recorded-mids')) {
    throw new RefusedError('grade', mustBe(`dataset ${name}`, 'of grade recorded-mids or better', dataset.grade, 'import recorded quotes'), 4);
  }
  return dataset;
};

const checkFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new ConfigError('out', mustBe('--out', 'a folder', folder, 'choose another'));
};

const write = async (folder: string, report: ReproduceReport): Promise<void> => {
  const put = (name: string, text: string): void => writeFileAtomic(join(folder, name), text);
  const chart = report.ladder.length > 0 ? ladderChart(report.ladder) : undefined;
  const svg = chart === undefined ? '' : await chartSvg(chart.spec);
  if (chart !== undefined) {
    put('charts/ladder.svg', svg);
    put('charts/ladder.vl.json', `${JSON.stringify(withColours({ ...chart.spec, config: chartConfig }), null, 1)}\n`);
  }
  put('rows.json', `${JSON.stringify(report.rows, null, 2)}\n`);
  put('audit.json', `${JSON.stringify({ sources: report.sources, ladder: report.ladder, paragraph: report.paragraph }, null, 2)}\n`);
  put('report.md', reproduceMarkdown(report));
  put('report.html', reproducePage(report, svg));
};

/** Measures and judges what was asked. */
const answer = async (io: Io, parts: readonly FigurePart[], daily: DailyFiles | undefined, dataset: Dataset | undefined): Promise<ReproduceReport> => {
  const workers = machineWorkers();
  const pool = workers > 1 ? openPool(workers) : undefined;
  const asksTwin = dataset !== undefined && parts.includes('audit');
  const runner = pathRunner(io, pool, pathsOf(parts, daily?.days) + (asksTwin ? TWIN_PATHS : 0));
  try {
    const found = await measure(parts, daily?.days, runner);
    const twin = asksTwin ? await runTwin(io, dataset, runner) : undefined;
    const ladder = twin === undefined ? found.ladder : [...found.ladder, twin.rung];
    return {
      rows: reproduce(parts, { ...found.measured, ...twin?.measured }, found.notes),
      ladder,
      paragraph: ladderParagraph(ladder),
      sources: [
        'Synthetic: the Monte Carlo, the overlay and the sizing use published figures alone (gamma GEX scalper, seed document and reports of January 2026).',
        ...(daily?.sources ?? []),
        ...(asksTwin ? [`${dataset.grade}: dataset ${dataset.name}, ${dataset.days.length} sessions, hash ${dataset.hash.slice(0, 16)}; ${dataset.source}.`] : []),
      ],
    };
  } finally {
    runner.end();
    await pool?.close();
  }
};

/** `gamma reproduce`: the published figures beside ours, and the audit that takes them apart. */
export const reproduceCommand = (): Command =>
  onRun<Options>(
    command('reproduce', 'the published figures beside ours, line by line, and the audit that takes them apart')
      .argument('[part]', `of ${[...every, 'all'].join(', ')}`, 'all')
      .option('--spx <file>', 'daily SPX bars: date, open, high, low, close')
      .option('--vix <file>', 'daily VIX: date, close')
      .option('-d, --dataset <name>', 'recorded quotes for the honest twin')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('-o, --out <folder>', 'where the report goes', join('reports', 'reproduce')),
    async (io, options, [part = 'all']) => {
      const parts = partsOf(part);
      checkFolder(options.out);
      const daily = readDaily(options);
      const dataset = await openTwin(options);
      const report = await answer(io, parts, daily, dataset);
      await write(options.out, report);
      io.print(reproduceText(report, io.columns));
      io.print(`\n${join(options.out, 'report.html')}, report.md, rows.json and audit.json written`);
      io.result(report.rows);
    },
  );
