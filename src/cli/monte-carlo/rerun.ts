import { outcomesOf } from '../../backtest/index.ts';
import { DataError, mustBe } from '../../kernel/index.ts';
import { checkPopulation } from '../../montecarlo/index.ts';
import type { Population } from '../../montecarlo/index.ts';
import { openDataset, readManifest, readStudy } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { runOn } from '../study-run.ts';

/**
 * The sessions of a run with another study's exits evaluated on their quotes.
 *
 * A session's results per contract depend on that session alone, so evaluating each once is evaluating it wherever it is
 * drawn. With the same seed the same sessions are drawn, and only what the exits made of them differs; with the run's own
 * exits the outcomes are the run's own.
 * @throws DataError when the dataset is no longer the one the run was made from
 */
export const rerunExits = async (io: Io, folder: string, exitsOf: string, datasets: string): Promise<Population> => {
  const { study, dataset: made, range } = readManifest(folder);
  const dataset = await openDataset(datasets, made.name);
  if (dataset.hash !== made.sha256) {
    throw new DataError('dataset-changed', mustBe(`dataset ${made.name}`, `the one the run was made from (${made.sha256.slice(0, 12)})`, dataset.hash.slice(0, 12), 'run the backtest again'));
  }
  const { exits } = readStudy(exitsOf).strategy;
  const { result } = runOn(io, { ...study, strategy: { ...study.strategy, exits } }, dataset, range);
  const population = outcomesOf(result);
  checkPopulation(population);
  return population;
};
