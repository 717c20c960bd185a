import type { Command } from 'commander';
import { ConfigError, didYouMean, mustBe, seedFrom } from '../../../kernel/index.ts';
import { fairMarket } from '../../../market/index.ts';
import { syntheticDataset, writeDataset } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { RootOption } from './options.ts';
import { dataCommand } from './options.ts';

interface SynthesizeOptions extends RootOption {
  readonly market: string;
  readonly sessions: string;
  readonly seed: string;
  readonly step: string;
  readonly dataset: string;
  readonly replace?: boolean;
}

/** `gamma data synthesize`: a dataset of a market made by the program. */
export const synthesizeCommand = (): Command =>
  onRun<SynthesizeOptions>(
    dataCommand('synthesize', 'make a dataset of a synthetic market; every report on it says SYNTHETIC')
      .requiredOption('--dataset <name>', 'name of the dataset')
      .option('--market <name>', 'fair: no strategy has an edge in it', 'fair')
      .option('--sessions <n>', 'sessions, from 2022-06-01 on', '750')
      .option('--seed <seed>', 'seed of all that is drawn', '1')
      .option('--step <minutes>', 'minutes between rows', '1')
      .option('--replace', 'replace a dataset of that name'),
    async (io, options) => {
      if (options.market !== 'fair') {
        throw new ConfigError('market', mustBe('--market', 'a synthetic market', options.market, didYouMean(options.market, ['fair'])));
      }
      const market = fairMarket(seedFrom(options.seed), { sessions: Number(options.sessions), step: Number(options.step) });
      const label = `${options.market} synthetic market, seed ${options.seed}`;
      const progress = io.progress('synthesizing', market.dates.length);
      const made = syntheticDataset(market, label, { replace: options.replace === true, onDay: (done) => progress.update(done) });
      const file = await writeDataset(options.root, options.dataset, made);
      progress.end();
      const [first, last] = [market.dates[0], market.dates[market.dates.length - 1]];
      io.print(`${options.dataset}: ${file.days.length} sessions, ${first} to ${last}, grade synthetic, hash ${file.contentHash.slice(0, 12)}`);
      io.print(`  quotes ${file.counts.quotes.toLocaleString('en-US')}, ${label}`);
      io.result({ dataset: options.dataset, sessions: file.days.length, first, last, quotes: file.counts.quotes, source: label, hash: file.contentHash });
    },
  );
