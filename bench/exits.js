// One configuration of exits over 5,000 candidates with marks computed once, one thread, warm.
import { presetStudy } from '../dist/backtest/index.js';
import { collectCandidates, evaluateExits } from '../dist/research/index.js';
import { openDataset } from '../dist/store/index.js';
import { medianOf } from './measure.js';

const TRADES = 5000;

/** Times the evaluation of exits alone. */
export const exitsBench = async (root, name) => {
  const dataset = await openDataset(root, name);
  const base = presetStudy('seed-bt3y-quotes');
  const gates = [];
  const study = { ...base, strategy: { ...base.strategy, entry: { ...base.strategy.entry, gates } } };
  const days = (function* () {
    for (const date of dataset.days) yield dataset.day(date);
  })();
  const all = collectCandidates(days, study);
  const candidates = Array.from({ length: TRADES }, (_, i) => all[i % all.length]);
  let checksum = 0;
  const run = () => {
    checksum = evaluateExits(candidates, study.strategy.exits, study.execution).pnl.reduce((sum, pnl) => sum + pnl, 0);
  };
  for (let i = 0; i < 20; i++) run();
  return { trades: TRADES, distinct: all.length, ms: medianOf(31, run), checksum };
};
