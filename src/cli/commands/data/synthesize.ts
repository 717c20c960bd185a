import { basename } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, didYouMean, mustBe } from '../../../kernel/index.ts';
import type { MarketRecipe } from '../../../market/index.ts';
import { CALENDAR_LAST, fairRecipe, marketNames, marketOf, marketRecipes, parseRecipe, sessionsBetween } from '../../../market/index.ts';
import { readInput, syntheticDataset, textOf, writeDataset } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { RootOption } from './options.ts';
import { dataCommand } from './options.ts';

interface SynthesizeOptions extends RootOption {
  readonly recipe?: string;
  readonly market?: string;
  readonly sessions?: string;
  readonly seed?: string;
  readonly step?: string;
  readonly dataset: string;
  readonly replace?: boolean;
}

const readRecipe = (path: string): MarketRecipe => {
  let value: unknown;
  try {
    value = JSON.parse(textOf(readInput(path), basename(path)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigError('recipe', mustBe('--recipe', 'a JSON file', basename(path), error.message));
  }
  return parseRecipe(value, basename(path));
};

const wholeFrom = (flag: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new ConfigError(flag, mustBe(`--${flag}`, 'a whole number of at least 1', text, 'correct it'));
  return value;
};

/** The last of a number of sessions from a day on. */
const lastOf = (from: string, sessions: number): string => {
  const available = sessionsBetween(from, CALENDAR_LAST);
  if (sessions > available.length) {
    throw new ConfigError('sessions', mustBe('--sessions', `at most ${available.length}`, sessions, 'ask for fewer'));
  }
  return available[sessions - 1];
};

/** The recipe the flags describe: a file's, or the embedded one with another seed, length or step. */
const recipeOf = ({ recipe, market, sessions, seed, step }: SynthesizeOptions): MarketRecipe => {
  if (recipe !== undefined) {
    const other = Object.entries({ market, sessions, seed, step }).find(([, value]) => value !== undefined);
    if (other !== undefined) throw new ConfigError('recipe', mustBe('--recipe', 'alone', `--${other[0]}`, 'the recipe states it; drop the flag'));
    return readRecipe(recipe);
  }
  const name = marketNames.find((known) => known === (market ?? 'fair'));
  if (name === undefined) throw new ConfigError('market', mustBe('--market', 'a synthetic market', market, didYouMean(market ?? '', marketNames)));
  const chosen = marketRecipes[name];
  return {
    ...chosen,
    ...(seed === undefined ? {} : { seed }),
    ...(step === undefined ? {} : { step: wholeFrom('step', step) }),
    ...(sessions === undefined ? {} : { to: lastOf(chosen.from, wholeFrom('sessions', sessions)) }),
  };
};

const marketHelp = `
Markets, and what they are for:
  fair      no strategy has an edge before costs: what is earned here is a flaw
  null-gex  fair, with open interest that means nothing: a placebo for pin strategies
  pinning   a stated pull to the gamma pin: how much edge a pin strategy would need
  trend     each session drifts one way: what stops and momentum gates are worth
  crash     named stress days nobody prices, wide quotes, minutes without quotes

Example:
  gamma data synthesize --market null-gex --sessions 250 --dataset placebo`;

/** `gamma data synthesize`: a dataset of a market made by the program. */
export const synthesizeCommand = (): Command =>
  onRun<SynthesizeOptions>(
    dataCommand('synthesize', 'make a dataset of a synthetic market; every report on it says SYNTHETIC')
      .requiredOption('--dataset <name>', 'name of the dataset')
      .option('--recipe <file>', 'recipe of the market, JSON; such as datasets/demo.recipe.json')
      .option('--market <name>', `without a recipe: ${marketNames.join(', ')} (fair when left out)`)
      .option('--sessions <n>', `sessions, from ${fairRecipe.from} on (${sessionsBetween(fairRecipe.from, fairRecipe.to).length} when left out)`)
      .option('--seed <seed>', `seed of all that is drawn (${fairRecipe.seed} when left out)`)
      .option('--step <minutes>', 'minutes between rows (1 when left out)')
      .option('--replace', 'replace a dataset of that name')
      .addHelpText('after', marketHelp),
    async (io, options) => {
      const recipe = recipeOf(options);
      const market = marketOf(recipe);
      const progress = io.progress('synthesizing', market.dates.length);
      const made = syntheticDataset(market, recipe, { replace: options.replace === true, onDay: (done) => progress.update(done) });
      const file = await writeDataset(options.root, options.dataset, made);
      progress.end();
      const [first, last] = [market.dates[0], market.dates[market.dates.length - 1]];
      io.print(`${options.dataset}: ${file.days.length} sessions, ${first} to ${last}, grade synthetic, hash ${file.contentHash.slice(0, 12)}`);
      io.print(`  quotes ${file.counts.quotes.toLocaleString('en-US')}, ${file.source}`);
      io.result({ dataset: options.dataset, sessions: file.days.length, first, last, quotes: file.counts.quotes, source: file.source, hash: file.contentHash });
    },
  );
