import { basename } from 'node:path';
import type { Command } from 'commander';
import type { ChainFormat } from '../../../formats/index.ts';
import { chainFormats, genericFormat, readColumnMap, unsupportedLayouts } from '../../../formats/index.ts';
import { ConfigError, didYouMean, mustBe } from '../../../kernel/index.ts';
import type { DatasetDescription } from '../../../store/index.ts';
import { importChains, inputBytes, readInput, textOf, writeDataset } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { Io } from '../../io.ts';
import type { RootOption } from './options.ts';
import { countsText, dataCommand } from './options.ts';

interface ImportOptions extends RootOption {
  readonly format?: string;
  readonly dataset: string;
  readonly map?: string;
  readonly grade?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly maxRejects: string;
  readonly strict?: boolean;
  readonly replace?: boolean;
}

const unsupportedIds = unsupportedLayouts.map((layout) => layout.id);
const formatIds = [...chainFormats.map((format) => format.id), 'generic'];

const mapHelp = `
Known and not read, each with its reason:
  ${unsupportedIds.slice(0, 4).join(', ')},
  ${unsupportedIds.slice(4).join(', ')}

Examples:
  gamma data import quotedata.csv --dataset pages --dry-run
  gamma data import q.csv --format generic --map m.yaml --dataset own \\
    --grade recorded --source "vendor, product, date"

A column map names the columns of any CSV or Parquet file:

  stamp: end               # or start, with barMinutes: 1
  zone: America/New_York   # or UTC; of date and time cells
  root: SPXW               # or a root column below
  columns:
    ts: quote_ms           # epoch ms; or date: and time:
    expiry: expiration
    strike: strike
    right: option_type     # C, P, call or put
    bid: bid               # points
    ask: ask
    underlying: spx        # optional
    oi: open_interest      # optional`;

const formatOf = ({ format: id, map }: ImportOptions): ChainFormat | undefined => {
  if (id === 'generic') {
    if (map === undefined) throw new ConfigError('map', mustBe('--map', 'a column map', map, 'write a YAML file that names the columns'));
    return genericFormat(readColumnMap(textOf(readInput(map), basename(map)), basename(map)));
  }
  if (map !== undefined) throw new ConfigError('map', mustBe('--map', 'used with --format generic', id, 'drop one of the two'));
  const found = chainFormats.find((format) => format.id === id);
  const unsupported = unsupportedLayouts.find((layout) => layout.id === id);
  if (unsupported !== undefined) {
    throw new ConfigError('format', mustBe('--format', `a layout that is read, not ${unsupported.title} (${unsupported.why})`, id, unsupported.remedy));
  }
  if (id !== undefined && found === undefined) {
    throw new ConfigError('format', mustBe('--format', 'a known format', id, didYouMean(id, formatIds)));
  }
  return found;
};

const percentOf = (text: string): number => {
  const percent = Number(text);
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new ConfigError('max-rejects', mustBe('--max-rejects', 'a percentage from 0 to 100', text, 'the default is 1'));
  }
  return percent;
};

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

/** Takes all there is and keeps nothing. */
const drained = async (all: AsyncIterable<unknown>): Promise<undefined> => {
  for await (const _ of all);
};

const printImport = (io: Io, title: string, sessions: readonly string[], about: Omit<DatasetDescription, 'closes'>): void => {
  io.print(`${title}: ${sessions.length} sessions, ${sessions[0]} to ${sessions[sessions.length - 1]}, grade ${about.grade}`);
  io.print(`  quotes    ${about.counts.quotes.toLocaleString('en-US')}${about.quotes === 'mids' ? ' (mids: bid = ask, widths are modelled)' : ''}`);
  io.print(`  rejected  ${countsText(about.counts.rejected)}`);
  io.print(`  skipped   ${countsText(about.counts.skipped)}`);
  if (about.indexLevel === 'parity') io.print('  index     not in the files; implied by calls and puts');
  io.print(`  source    ${about.source}`);
};

/** `gamma data import`: vendor files in, a checked dataset out. */
export const importCommand = (): Command =>
  onRun<ImportOptions>(
    dataCommand('import', 'make a dataset of vendor files (CSV, gzipped CSV or Parquet)')
      .argument('<files...>')
      .requiredOption('--dataset <name>', 'name of the dataset')
      .option('--format <id>', `${formatIds.join(', ')}; told from the header when left out`)
      .option('--map <file>', 'column map of the generic format, YAML')
      .option('--grade <grade>', 'how real the quotes are, where the format does not say or says too much: recorded, recorded-mids, reconstructed, synthetic')
      .option('--source <text>', 'where the data came from; printed on every report')
      .option('--max-rejects <percent>', 'rejected quotes above which nothing is imported', '1')
      .option('--strict', 'import nothing when any quote is rejected')
      .option('--dry-run', 'read and count, write nothing')
      .option('--replace', 'replace a dataset of that name')
      .addHelpText('after', mapHelp),
    async (io, options, files) => {
      const rules = { maxRejects: percentOf(options.maxRejects), strict: options.strict === true };
      const reading = io.progress('reading MB', megabytes(inputBytes(files)));
      const about = { rules, attestation: { grade: options.grade, source: options.source } };
      await importChains(files, formatOf(options), about, (done) => reading.update(megabytes(done)), async ({ days, sessionCount, describe, findings }) => {
        reading.end();
        const sessions: string[] = [];
        const writing = io.progress('sessions', sessionCount);
        const seen = async function* () {
          for await (const day of days) {
            sessions.push(day.date);
            yield day;
            if (options.dryRun === true) writing.update(sessions.length);
          }
        };
        const file = await (options.dryRun === true
          ? drained(seen())
          : writeDataset(options.root, options.dataset, { days: seen(), describe, replace: options.replace === true, onDay: (done) => writing.update(done) }));
        writing.end();
        const { closes: _, ...description } = describe();
        printImport(io, file === undefined ? 'would import' : options.dataset, sessions, description);
        for (const { code, detail } of findings()) io.print(`  finding   ${code}: ${detail}`);
        if (file !== undefined) {
          io.print(`  hash      ${file.contentHash.slice(0, 12)}`);
          io.print('next: gamma data attach <closes.csv> --series spx, so that options settle');
        }
        io.result({
          dataset: options.dataset, sessions: sessions.length, first: sessions[0], last: sessions[sessions.length - 1], ...description, findings: findings(),
          ...(file === undefined ? { written: false } : { counts: file.counts, written: true, hash: file.contentHash }),
        });
      });
    },
  );
