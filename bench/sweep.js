// Sweeps from first-hit columns, one thread: 1,000 configurations over three exits on 5,000 entries, and accounts of each size.
import { presetStudy } from '../dist/backtest/index.js';
import {
  collectCandidates, columnEvaluator, evaluatePacked, evenAccount, packCandidates, readAxes, replayAccount, searchOf, sessionBounds, studyReader, sweepEvaluator,
} from '../dist/research/index.js';
import { openDataset } from '../dist/store/index.js';
import { medianOf } from './measure.js';

const ENTRIES = 5000;
const ten = (from, step) => Array.from({ length: 10 }, (_, i) => from + i * step);
const axes = {
  'strategy.exits.rules.profitTarget.schedule.0.percent': ten(40, 2),
  'strategy.exits.rules.trailingStop.triggerPercent': ten(14, 4),
  'strategy.exits.rules.stopLoss.stopLossPercent': ten(17, 10),
};
const timed = (job) => {
  const started = performance.now();
  const value = job();
  return { value, ms: performance.now() - started };
};

/** Times the columns first cold, then warm beside a scan for every configuration, and whole configurations with an account. */
export const sweepBench = async (root, name) => {
  const dataset = await openDataset(root, name);
  const base = presetStudy('seed-bt3y-quotes');
  const study = {
    ...base,
    strategy: { ...base.strategy, entry: { ...base.strategy.entry, gates: [] } },
    risk: { ...base.risk, account: { ...base.risk.account, startingEquity: 1e7 }, sizing: { policy: 'fixed', contracts: 1 } },
  };
  const days = function* () {
    for (const date of dataset.days) yield dataset.day(date);
  };
  const { candidates: all, dates } = collectCandidates(days(), study);
  // Entries of several sessions are laid into one, in the order of their decisions, as an account meets them.
  const candidates = Array.from({ length: ENTRIES }, (_, i) => ({ ...all[i % all.length], session: Math.floor((i * dates.length) / ENTRIES) }))
    .sort((a, b) => a.session - b.session || a.decidedRow - b.decidedRow);
  const packed = packCandidates({ candidates, unfilled: [] }, study.execution);
  const bounds = sessionBounds(packed, dates.length);
  const read = studyReader(study, readAxes(study, axes));
  const studies = searchOf({ kind: 'grid' }, readAxes(study, axes)).next([]).map(read);
  const sweep = (columns) => studies.reduce((sum, { strategy: { exits }, risk }) => sum + evenAccount(columns.code(exits), risk, bounds).endingEquity, 0);
  const { value: columns, ms: cold } = timed(() => {
    const made = columnEvaluator(packed);
    made.foresee(studies.map(({ strategy: { exits } }) => exits));
    sweep(made);
    return made;
  });
  const warm = medianOf(15, () => sweep(columns));
  const sample = studies.filter((_, i) => i % 50 === 7);
  const scans = timed(() => sample.map(({ strategy: { exits }, risk }) => replayAccount(packed, evaluatePacked(packed, exits), risk, dates.length)));
  const same = sample.every(({ strategy: { exits }, risk }, i) => {
    const even = evenAccount(columns.code(exits), risk, bounds);
    return even.endingEquity === scans.value[i].endingEquity && even.daily.every((cents, d) => cents === scans.value[i].daily[d]);
  });
  const sized = { ...study, risk: { ...base.risk, account: { ...base.risk.account, startingEquity: 1e6 }, limits: { ...base.risk.limits, maxOpen: 4, dailyLoss: 20000 } } };
  const sizedAxes = readAxes(sized, { ...axes, 'risk.sizing.cap': [1, 2, 3, 4, 5] });
  const points = searchOf({ kind: 'random', trials: 600, seed: 1 }, sizedAxes).next([]);
  const { foresee, evaluate } = sweepEvaluator(days, sized, sizedAxes);
  evaluate(points[0]);
  const whole = timed(() => {
    foresee(points.slice(100));
    points.slice(100).forEach(evaluate);
  }).ms / (points.length - 100);
  return { cold, warm, ratio: (scans.ms / sample.length) * studies.length / warm, same, configurations: studies.length, whole };
};
