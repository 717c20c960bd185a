import { figureText } from '../../compat/index.ts';
import type { RungResult } from '../../compat/index.ts';
import type { Chart } from '../../report/index.ts';
import { chart, colour, dollarAxis } from '../../report/index.ts';

/** The ladder as bars: a year of the account at each step, its chance of a loss written beside. */
export const ladderChart = (ladder: readonly RungResult[]): Chart => {
  const rows = ladder.map(({ title, yearMedian, loss, halt }) => ({
    step: title, median: Math.round(yearMedian), told: `${figureText(yearMedian, 'dollars')}, halts ${figureText(halt, 'share')}`, loss, halt,
  }));
  const most = Math.max(1, ...rows.map(({ median }) => median));
  const least = Math.min(0, ...rows.map(({ median }) => median));
  const y = { field: 'step', type: 'nominal', sort: null, axis: { title: null, labelLimit: 180 } } as const;
  const x = { field: 'median', type: 'quantitative', scale: { domain: [least, most * 1.35] }, axis: { ...dollarAxis, tickCount: 5 } } as const;
  return chart({ id: 'ladder', title: 'A year of the account, step by step', caption: 'Median P/L after a year at each step of the ladder, and the share of futures in which the account halts.', rowsIn: 'the tables of the reproduction', isWide: true }, rows, {
    height: 30 * rows.length,
    layer: [
      {
        mark: { type: 'bar', height: 16 },
        encoding: { y, x, color: { condition: { test: 'datum.median < 0', value: colour('loss') }, value: colour('main') } },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6 },
        encoding: { y, x: { ...x, field: 'end' }, text: { field: 'told' } },
        transform: [{ calculate: 'max(0, datum.median)', as: 'end' }],
      },
    ],
  });
};
