/**
 * Draws the charts of a page from its top, one at a time, so that it can be read and scrolled meanwhile; `window.charts`
 * settles when all are drawn.
 *
 * A page may hold a still picture of a chart, shown until the chart stands beside it, unseen, at the full width of its
 * place. Libraries a page carries as text are run only after that page has been painted. Charts made of several views
 * know no width of a container: each view gets the room there is, less what its axis
 * takes; panels of a facet keep their shape. The figure around a chart
 * names it as one image: its marks are hidden from readers. Where a style sheet cannot print what is folded away, it is
 * unfolded for the while of printing.
 */
export const boot = `
const { config, charts } = JSON.parse(document.getElementById('charts').textContent);
const AXIS = 64;
const fitted = (spec, room) => {
  const width = Math.max(120, room);
  const wide = (view) => (typeof view.width === 'number' ? { ...view, width } : view);
  const scaled = (view) => ({ ...view, width, height: Math.round((view.height * width) / view.width) });
  return spec.vconcat ? { ...spec, vconcat: spec.vconcat.map(wide) } : spec.facet ? { ...spec, spec: scaled(spec.spec) } : spec;
};
const draw = async ({ id, spec }) => {
  const place = document.getElementById('chart-' + id);
  const live = place.appendChild(document.createElement('div'));
  live.className = 'live';
  const embed = (room) => vegaEmbed(live, fitted(spec, room), { actions: false, renderer: 'svg', ast: true, config, defaultStyle: false });
  const room = place.clientWidth - AXIS;
  await embed(room);
  const over = live.querySelector('svg').getBoundingClientRect().width - place.clientWidth;
  if (over > 0 && (spec.vconcat || spec.facet)) await embed(room - over);
  live.querySelectorAll('svg').forEach((svg) => svg.setAttribute('aria-hidden', 'true'));
  place.querySelectorAll('.picture').forEach((picture) => picture.remove());
};
if (!CSS.supports('selector(::details-content)')) {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('.more:not([open])')];
    opened.forEach((more) => { more.open = true; });
  });
  addEventListener('afterprint', () => opened.forEach((more) => { more.open = false; }));
}
const pause = () => new Promise((go) => setTimeout(go));
const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
window.charts = (async () => {
  await painted();
  for (const library of document.querySelectorAll('script.library')) {
    const script = document.createElement('script');
    script.textContent = library.textContent;
    document.head.append(script);
    await pause();
  }
  for (const chart of charts) {
    await draw(chart);
    await pause();
  }
})();
`;
