import type { Command } from 'commander';
import { ConfigError, didYouMean, mustBe } from '../../../kernel/index.ts';
import { attachSeries, seriesNames } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { RootOption } from './options.ts';
import { dataCommand } from './options.ts';

interface AttachOptions extends RootOption {
  readonly series: string;
  readonly dataset: string;
}

/** `gamma data attach`: official daily closes for a dataset. */
export const attachCommand = (): Command =>
  onRun<AttachOptions>(
    dataCommand('attach', 'attach official daily closes: settlements, previous closes, the VIX known each morning')
      .argument('<file>', 'daily CSV with columns date and close')
      .requiredOption('--series <name>', seriesNames.join(' or '))
      .requiredOption('--dataset <name>', 'dataset to attach to'),
    async (io, options, [path]) => {
      const series = seriesNames.find((name) => name === options.series);
      if (series === undefined) {
        throw new ConfigError('series', mustBe('--series', seriesNames.join(' or '), options.series, didYouMean(options.series, seriesNames)));
      }
      const { file, gaps } = await attachSeries(options.root, options.dataset, path, series);
      const attached = file.series[series];
      io.print(`${options.dataset}: ${series} closes of ${attached?.sessions} sessions, ${attached?.first} to ${attached?.last}`);
      io.print(`  without settlement ${gaps.withoutSettlement.length}, without previous close ${gaps.withoutPreviousClose.length}, without VIX ${gaps.withoutVix.length} of ${file.days.length} sessions`);
      io.print(`  hash ${file.contentHash.slice(0, 12)}`);
      io.result({ dataset: options.dataset, series, attached, gaps, hash: file.contentHash });
    },
  );
