import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { chart, dollarAxis, inDollars, sessionAxis } from './chart.ts';

/** Dashes tell runs apart where colours cannot. */
const dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]];
/** Okabe and Ito, 2008: apart for every common form of colour blindness. */
const inks = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** Balances of several runs over one another. */
export const overlayChart = (runs: readonly ReportRun[], names: readonly string[]): Chart => {
  const rows = runs.flatMap(({ sessions }, i) => sessions.map(({ date, equity }) => ({ date, balance: inDollars(equity), run: names[i] })));
  return chart({ id: 'overlay', title: 'Balances', caption: 'Realised balance at the end of each session, one line a run.', rowsIn: 'equity.csv of each run', isWide: true }, rows, {
    height: 260,
    mark: { type: 'line', tooltip: true },
    encoding: {
      x: sessionAxis,
      y: { field: 'balance', type: 'quantitative', scale: { zero: false }, axis: dollarAxis },
      color: { field: 'run', type: 'nominal', sort: null, scale: { domain: [...names], range: names.map((_, i) => inks[i % inks.length]) } },
      strokeDash: { field: 'run', type: 'nominal', sort: null, scale: { domain: [...names], range: names.map((_, i) => dashes[i % dashes.length]) } },
    },
  });
};
