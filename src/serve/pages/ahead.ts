import type { MonteCarloAnswer, ResampleMethod } from '../../montecarlo/index.ts';
import { noOverlays, resampleMethods } from '../../montecarlo/index.ts';
import { aheadBody, aheadCharts, html, inPrint, prose, raw } from '../../report/index.ts';
import type { ReportRun } from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, jobStatus, layout } from '../layout.ts';

const methodWords: Readonly<Record<ResampleMethod, string>> = {
  trades: 'single trades', days: 'whole sessions', stationary: 'blocks of sessions, random length', circular: 'blocks of sessions, fixed length, wrapped',
  moving: 'blocks of sessions, fixed length', regimes: 'sessions of the same volatility third', parametric: 'a law fitted to each kind of exit', replay: 'the record in its own order',
};

const field = (name: string, label: string, value: string | number, attributes = ''): ReturnType<typeof html> =>
  html`<label>${label}<input name="${name}" value="${value}" ${raw(attributes)}></label>`;

/** What the form shows before anything is typed. */
const fieldsOf = (answer: MonteCarloAnswer | null) => {
  const { resample, overlays = noOverlays, paths, sessions } = answer?.settings ?? { resample: { method: 'days' as const, block: 'auto' as const }, paths: 10_000, sessions: 252 };
  const { extraStops, gap } = overlays;
  return { ...resample, paths, sessions, stops: (extraStops?.chance ?? 0) * 100, gaps: (gap?.chance ?? 0) * 100, points: gap?.points ?? 15 };
};

/** The year ahead: the answer, and a form that asks again under other assumptions. */
export const aheadPage = (id: string, run: ReportRun, answer: MonteCarloAnswer | null, isAskedAgain: boolean): string => {
  const fields = fieldsOf(answer);
  return layout({
    title: `${id}, the year ahead`,
    charts: answer === null ? [] : aheadCharts(answer),
    body: html`${crumbs(['Runs', '/'], [id, runAddress(id)], ['the year ahead', runAddress(id, 'ahead')])}
<p class="grade">Data grade <strong>${run.manifest.grade}</strong></p>
<h1>The year ahead</h1>
<p class="answer">${answer === null ? 'Nothing asked yet.' : prose(inPrint(answer.verdict.sentence))}</p>
${isAskedAgain ? html`<p class="note">Asked here with the assumptions below; the run's own answer is unchanged. <a href="${runAddress(id, 'ahead')}">Back to it</a>.</p>` : ''}
<form class="panel" data-job="${runAddress(id, 'ahead')}">
<label>Futures drawn as<select name="method">${resampleMethods.map((method) => html`<option value="${method}"${method === fields.method ? raw(' selected') : ''}>${methodWords[method]}</option>`)}</select></label>
${field('block', 'Block length, sessions or auto', fields.block)}
${field('paths', 'Paths', fields.paths, 'inputmode="numeric"')}
${field('sessions', 'Sessions ahead', fields.sessions, 'inputmode="numeric"')}
${field('seed', 'Seed', isAskedAgain ? 'again' : '1')}
${field('extraStops', 'Share of trades stopped after all, %', fields.stops, 'inputmode="decimal"')}
${field('gap', 'Share of trades met by a jump, %', fields.gaps, 'inputmode="decimal"')}
${field('gapPoints', 'Mean size of the jump, points', fields.points, 'inputmode="decimal"')}
<div><button type="submit">${answer === null ? 'Ask' : 'Ask again'}</button></div>
${jobStatus}
</form>
${answer === null ? '' : aheadBody(answer)}`,
  });
};
