import type { Colour } from '../charts/theme.ts';
import { darkColours, lightColours } from '../charts/theme.ts';

const variables = (colours: Readonly<Record<Colour, string>>): string =>
  Object.entries(colours).map(([role, value]) => `--${role}:${value}`).join(';');

/** The look of the page: one column of text, charts two abreast where there is room, print as light. */
export const styleSheet = `
:root{color-scheme:light dark;--edge:color-mix(in srgb,var(--ink) 24%,transparent);${variables(lightColours)};--serif:ui-serif,Georgia,"Times New Roman",serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){:root{${variables(darkColours)}}}
@media print{:root{${variables(lightColours)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 var(--sans);font-variant-numeric:tabular-nums}
main{max-width:68rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}
caption{overflow-wrap:anywhere}
caption span{display:inline-block;position:sticky;left:0;max-width:min(100%,calc(100vw - 2.5rem))}
h1{font-size:2rem;margin:.35rem 0 .75rem}
h2{font-size:1.35rem;margin:0 0 .25rem}
h3{font-size:1.02rem;margin:0 0 .15rem}
section{padding-top:2rem;margin-top:2rem;border-top:1px solid var(--rule)}
section>p,.lead{max-width:46rem}
.grade{margin:0;font-size:.92rem;color:var(--muted)}
.grade strong{color:var(--paper);background:var(--ink);padding:.12em .55em;border-radius:2px;font-weight:600;letter-spacing:.02em}
.lead{font:1.18rem/1.5 var(--serif);margin:0 0 .75rem}
.facts{color:var(--muted);margin:0;font-size:.92rem}
.warnings{margin:1rem 0 0;padding:0;list-style:none;max-width:46rem;font-size:.92rem}
.warnings li{padding:.1rem 0 .1rem .8rem;border-left:3px solid var(--loss);margin:.4rem 0}
nav{font-size:.88rem;margin-top:1.1rem;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}
a{color:var(--main)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--main);outline-offset:2px}
.note{color:var(--muted);font-size:.88rem;margin:.15rem 0 .6rem}
.grid{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem 2.5rem;margin-top:1.25rem}
.wide{grid-column:1/-1}
@media (min-width:56rem){.grid{grid-template-columns:repeat(2,minmax(0,1fr))}}
figure{margin:0;min-width:0;break-inside:avoid}
figure h3+.note{margin-bottom:.5rem}
.chart{position:relative;width:100%;min-height:8rem;overflow:hidden;font-family:var(--sans)}
.chart svg{display:block}
.live{width:100%}
.picture+.live{position:absolute;visibility:hidden;inset:0 0 auto}
.scroll{break-inside:avoid}
.scroll,.picture{overflow-x:auto;background:linear-gradient(to right,var(--paper) 1.2rem,transparent) left/2.4rem 100% no-repeat local,linear-gradient(to left,var(--paper) 1.2rem,transparent) right/2.4rem 100% no-repeat local,linear-gradient(to right,var(--edge),transparent) left/1.1rem 100% no-repeat,linear-gradient(to left,var(--edge),transparent) right/1.1rem 100% no-repeat}
.line{white-space:nowrap}
.name{display:inline-block}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font:600 1.02rem/1.3 var(--serif);padding:0 0 .35rem}
th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{color:var(--muted);font-size:.8rem;border-bottom-color:var(--quiet);vertical-align:bottom}
.number{text-align:right;white-space:nowrap;padding-right:0;padding-left:.9rem}
td.number+td:not(.number),th.number+th:not(.number){padding-left:1.2rem}
.quiet{color:var(--muted)}
.worst{font-weight:600}
details summary{cursor:pointer;list-style:none}
details summary::-webkit-details-marker{display:none}
th details summary::after{content:"?";display:inline-block;margin-left:.45em;width:1.25em;height:1.25em;line-height:1.2em;text-align:center;border:1px solid var(--rule);border-radius:50%;color:var(--muted);font-size:.68em;vertical-align:.12em}
th details p{margin:.25rem 0 .2rem;color:var(--muted);font-size:.84rem;max-width:26rem;white-space:normal}
.more>summary{color:var(--main);font-size:.88rem;margin-top:.6rem}
.more>summary::before{content:"+ "}.more[open]>summary::before{content:"− "}
.months td{text-align:right;white-space:nowrap;padding:.3rem .4rem;border:1px solid var(--paper);background:color-mix(in srgb,var(--tone) calc(var(--strength)*1%),transparent)}
.months th.number{padding:.3rem .4rem;text-align:right}
.months .gain{--tone:var(--main)}.months .fall{--tone:var(--loss)}
.months td:last-child{font-weight:600}.months tbody th{border-bottom-color:var(--paper)}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:.25rem 1rem;margin:1rem 0 0;font-size:.9rem}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
pre{overflow-x:auto;font-size:.8rem;line-height:1.45;border-left:3px solid var(--rule);padding-left:1rem}
footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.82rem}
@media (max-width:30rem){main{padding:1.25rem 1rem 3rem}table{font-size:.82rem}th,td{padding-right:.5rem}.number{padding-left:.5rem;padding-right:0}.name{min-width:7.5rem}thead .number{white-space:normal}h1{font-size:1.6rem}.lead{font-size:1.08rem}dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{.more::details-content{content-visibility:visible}main{max-width:none;padding:0}nav,.more>summary{display:none}section{break-before:auto}body{font-size:10pt}.scroll{overflow:visible;background:none}.chart svg{max-width:100%;height:auto}.picture{overflow:visible}}
#vg-tooltip-element{font:12px/1.4 var(--sans)}
`;
