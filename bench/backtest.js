// One configuration over 723 one-minute sessions, warm, cache loaded: a line of `npm run bench`.
import { runStudy, presetStudy } from '../dist/backtest/index.js';
import { openDataset } from '../dist/store/index.js';
import { medianOf } from './measure.js';

/** Times a whole study over the first 723 sessions of a dataset. */
export const backtestBench = async (root, name) => {
  const dataset = await openDataset(root, name);
  const dates = dataset.days.slice(0, 723);
  const study = presetStudy('seed-bt3y-quotes');
  const plan = { strategy: study.strategy, risk: study.risk };
  let trades = 0;
  const run = () => {
    const days = (function* () {
      for (const date of dates) yield dataset.day(date);
    })();
    trades = runStudy(days, { plan, execution: study.execution }).trades.length;
  };
  run();
  const ms = medianOf(5, run);
  return { sessions: dates.length, trades, ms };
};
