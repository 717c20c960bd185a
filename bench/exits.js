// One configuration of exits over 5,000 candidates with marks computed once, one thread, warm.
import { presetStudy } from '../dist/backtest/index.js';
import { collectCandidates, evaluateExits, evaluatePacked, packCandidates } from '../dist/research/index.js';
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
  const { candidates: all } = collectCandidates(days, study);
  const candidates = Array.from({ length: TRADES }, (_, i) => all[i % all.length]);
  const packed = packCandidates({ candidates, unfilled: [] }, study.execution);
  const sum = (table) => table.pnl.reduce((total, pnl) => total + pnl, 0);
  const checks = [sum(evaluatePacked(packed, study.strategy.exits)), sum(evaluateExits(candidates, study.strategy.exits, study.execution))];
  const run = () => evaluatePacked(packed, study.strategy.exits);
  for (let i = 0; i < 20; i++) run();
  return { trades: TRADES, distinct: all.length, ms: medianOf(31, run), same: checks[0] === checks[1] };
};
