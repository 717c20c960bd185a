import type { Finding } from '../../market/index.ts';
import { isFault } from '../../market/index.ts';
import type { Chart } from '../../report/index.ts';
import { chart, colour, html, inPageColours, raw, styleSheet, tableOf } from '../../report/index.ts';
import type { AuditedDay, DatasetAudit } from '../../store/index.ts';

/** Charts of an audit: trust by session, and how much is quoted by minute. */
export const auditCharts = ({ days, coverageByMinute }: DatasetAudit): readonly Chart[] => [
  chart({ id: 'trust', title: 'Trust by session', caption: 'Each session starts at 100 and loses 25 for a fault and 5 for a warning.', rowsIn: 'the table of sessions', isWide: true }, days.map(({ date, trust }) => ({ date, trust })), {
    height: 160,
    mark: { type: 'point', filled: true, size: 14, color: colour('main') },
    encoding: {
      x: { field: 'date', type: 'temporal', axis: { title: null } },
      y: { field: 'trust', type: 'quantitative', scale: { domain: [0, 100] }, axis: { title: 'trust' } },
    },
  }),
  chart({ id: 'minutes', title: 'Quoted contracts by time of day', caption: 'Share of all contracts a session lists that have both a bid and an ask, by minute after midnight in New York.', rowsIn: 'the audit as JSON', isWide: true }, coverageByMinute.map(({ minute, quoted }) => ({ hour: minute / 60, quoted })), {
    height: 140,
    mark: { type: 'line', color: colour('main'), point: true },
    encoding: {
      x: { field: 'hour', type: 'quantitative', scale: { domain: [9.5, 16] }, axis: { title: 'hour, New York' } },
      y: { field: 'quoted', type: 'quantitative', scale: { domain: [0, 1] }, axis: { title: 'quoted', format: '.0%' } },
    },
  }),
];

const ownStyle = `
figure .chart svg{width:100%;min-width:38rem;max-width:none;height:auto}.fault{color:var(--loss);font-weight:600}
.why{display:block;min-width:18rem;font-size:.85rem}
`;

const findingLine = (finding: Finding) => html`<li><strong class="${isFault(finding) ? 'fault' : 'warning'}">${finding.code}</strong> ${finding.detail}</li>`;

const number = (value: number | null): string => (value === null ? '' : value.toFixed(2));

const dayRow = (day: AuditedDay) => [
  day.date,
  String(day.trust),
  String(day.rows),
  day.coverage === null ? '' : `${Math.round(100 * day.coverage)}%`,
  number(day.parityGap),
  number(day.parityNoise),
  number(day.settlementGap),
  html`<span class="why">${day.findings.map(({ code }) => code).join(', ')}</span>`,
];

/** An audit as one HTML file without scripts. @param svgs the charts', in the order of `auditCharts` */
export const auditPage = (audit: DatasetAudit, svgs: readonly string[]): string => {
  const counts = Object.entries(audit.counts).sort(([, a], [, b]) => b - a);
  const numbers = (titles: readonly string[]) => titles.map((title) => ({ title, isNumber: true }));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How far ${audit.dataset} can be believed</title>
<style>${raw(styleSheet)}${raw(ownStyle)}</style>
</head>
<body>
<main>
<header>
<p class="grade">Data grade <strong>${audit.grade}</strong></p>
<h1>How far ${audit.dataset} can be believed</h1>
<p class="lead">${audit.sessions} sessions, median trust ${audit.trust} of 100, ${audit.hasFaults ? 'with faults' : 'no faults'}.</p>
<p class="facts">Content hash ${audit.contentHash.slice(0, 12)}.</p>
</header>
<section aria-labelledby="whole"><h2 id="whole">The dataset as a whole</h2>
${audit.findings.length === 0 ? html`<p>Nothing found.</p>` : html`<ul>${audit.findings.map(findingLine)}</ul>`}
${tableOf('Is the clock right?', [{ title: 'Season' }, { title: 'Held against' }, ...numbers(['Rows', 'Shift, minutes', 'Off as labelled', 'Off when shifted'])], audit.shifts.map((test) => [test.season, test.against, String(test.rows), String(test.shift), test.asLabelled.toPrecision(3), test.shifted.toPrecision(3)]))}
</section>
<section aria-labelledby="found"><h2 id="found">Findings</h2>
${tableOf('Sessions with each finding', [{ title: 'Finding' }, ...numbers(['Sessions'])], counts.map(([code, n]) => [code, String(n)]))}
</section>
<section aria-labelledby="charts"><h2 id="charts">By session and by minute</h2>
${auditCharts(audit).map(({ title, caption }, i) => html`<figure><h3>${title}</h3><p class="note">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${title}"><div class="chart" role="img" aria-label="${title}. ${caption}">${raw(inPageColours(svgs[i]))}</div></div></figure>`)}
</section>
<section aria-labelledby="days"><h2 id="days">Every session</h2>
${tableOf('Sessions', [{ title: 'Date' }, ...numbers(['Trust', 'Rows', 'Quoted near', 'Parity gap', 'Parity noise', 'Close gap']), { title: 'Findings' }], audit.days.map(dayRow))}
<p class="note">Parity gap: level that calls and puts imply less the index, points, median over rows. Parity noise: median distance of strikes from that level. Close gap: official close less the last row's index.</p>
</section>
<footer>gamma-workbench. Past results, real or modelled, promise nothing.</footer>
</main>
</body>
</html>
`.markup;
};
