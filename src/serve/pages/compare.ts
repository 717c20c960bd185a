import type { ReportRun } from '../../report/index.ts';
import { compareRuns, comparisonMarkup, figure, html, overlayChart } from '../../report/index.ts';
import { crumbs, layout } from '../layout.ts';

/** Runs side by side. Computed once by whoever asks first. */
export const comparePage = (ids: readonly string[], runs: readonly ReportRun[]): string => {
  const overlay = overlayChart(runs, ids);
  return layout({
    title: `Comparison of ${ids.join(', ')}`,
    charts: [overlay],
    body: html`${crumbs(['Runs', '/'])}<h1>${ids.join(' and ')}</h1>${figure(overlay)}<section>${comparisonMarkup(compareRuns(runs, ids))}</section>`,
  });
};
