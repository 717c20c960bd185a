import type { ReportRun } from '../../report/index.ts';
import type { Finding } from '../../research/index.ts';
import { html, inPrint, tableOf } from '../../report/index.ts';
import { runAddress } from '../addresses.ts';
import { crumbs, layout } from '../layout.ts';

/** What a validation says of a run: the part of its file that the page shows. */
export interface Verdict {
  readonly passed: boolean;
  readonly findings: readonly Finding[];
}

/** The evidence for a promotion and the command that would make one. Nothing is promoted from a browser. */
export const promotePage = (id: string, run: ReportRun, verdict: Verdict | null, folder: string): string => layout({
  title: `${id}, evidence`,
  body: html`${crumbs(['Runs', '/'], [id, runAddress(id)], ['evidence', runAddress(id, 'promote')])}
<p class="grade">Data grade <strong>${run.manifest.grade}</strong></p>
<h1>Evidence for ${run.manifest.study.name}</h1>
${verdict === null
    ? html`<p class="answer">Not validated. Unknown is not passed.</p><p><code>gamma validate ${folder}</code></p>`
    : html`<p class="answer">${verdict.passed ? 'Every criterion is met.' : 'Refused: not every criterion is met.'}</p>
${tableOf('Criteria', [{ title: 'Criterion' }, { title: 'Met' }, { title: 'Because' }], verdict.findings.map((f) => [f.id, f.passed ? 'yes' : 'no', inPrint(f.why)]))}
${verdict.passed ? html`<p>Whoever answers for it promotes it from a terminal:</p><p><code>gamma promote ${folder} --approver NAME</code></p>` : ''}`}`,
});
