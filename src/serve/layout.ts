import type { Chart, Markup } from '../report/index.ts';
import { chartData, html, raw, styleSheet } from '../report/index.ts';

/** Additions to the report's look: navigation, forms, lists. */
const workbenchStyle = `
.top{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;align-items:baseline;padding:.7rem 1.25rem;border-bottom:1px solid var(--rule);margin:0;font-size:.95rem}
.top strong{font-family:var(--serif);margin-right:.4rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
form.panel{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.8rem 1.2rem;margin:1rem 0 1.5rem;align-items:end}
form.panel .full{grid-column:1/-1}
label{display:block;font-size:.85rem;color:var(--muted)}
input,select,textarea,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:3px;padding:.35rem .5rem;width:100%}
input[type=checkbox]{width:auto}
textarea{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;min-height:22rem;tab-size:2}
button{width:auto;cursor:pointer;border-color:var(--main);color:var(--main);padding:.4rem 1rem}
button:hover{background:var(--main);color:var(--paper)}
input:focus-visible,select:focus-visible,textarea:focus-visible,button:focus-visible{outline:2px solid var(--main);outline-offset:1px}
progress{width:100%;height:.6rem;accent-color:var(--main)}
[role=status]{min-height:1.4em;font-size:.9rem}
.answer{font:1.3rem/1.45 var(--serif);max-width:46rem;margin:.4rem 0 1rem}
.crumbs{font-size:.88rem;color:var(--muted);margin:0 0 .4rem}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.fall{color:var(--loss)}
`;

export interface PageContent {
  readonly title: string;
  readonly body: Markup;
  readonly charts?: readonly Chart[];
}

/** The style sheet of every page of the workbench. */
export const pageStyle = `${styleSheet}${workbenchStyle}`;

/** A page of the workbench: its scripts and style are files of the server, its data stands inside. */
export const layout = ({ title, body, charts = [] }: PageContent): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Gamma Workbench</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<nav class="top" aria-label="Workbench"><strong>Gamma Workbench</strong><a href="/">Runs</a><a href="/sweeps">Sweeps</a><a href="/plans">Plans</a></nav>
<main id="main">
${body}
</main>
${charts.length === 0 ? '' : html`${chartData(charts)}
${['vega', 'vega-lite', 'vega-embed', 'charts'].map((name) => html`<script defer src="/assets/${name}.js"></script>`)}`}
<script type="module" src="/assets/workbench.js"></script>
</body>
</html>
`.markup;

/** Where a page stands, each part a link but the last. */
export const crumbs = (...parts: readonly (readonly [string, string])[]): Markup =>
  html`<p class="crumbs">${parts.map(([text, href], i) => html`${i === 0 ? '' : raw(' › ')}<a href="${href}">${text}</a>`)}</p>`;

/** A form's progress bar, status line and cancel button. */
export const jobStatus: Markup = html`<div class="full"><progress max="1" value="0" hidden aria-label="Progress"></progress><p role="status"></p><button type="button" name="cancel" hidden>Cancel</button></div>`;
