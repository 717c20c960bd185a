import type { ChartSpec } from '../report/index.ts';
import { chartConfig, withColours } from '../report/index.ts';

/** Width of a chart that leaves the page, in pixels. */
const WIDTH = 720;

/** A whole specification as SVG. Loads the chart libraries on first use. */
export const drawnSvg = async (spec: ChartSpec): Promise<string> => {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec: compiled } = compile(spec as unknown as Parameters<typeof compile>[0]);
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
};

/** A chart as an SVG file: the same bytes for the same rows. */
export const chartSvg = async (spec: ChartSpec): Promise<string> => {
  const size = 'vconcat' in spec || 'facet' in spec ? {} : { width: WIDTH };
  return `${await drawnSvg(withColours({ ...spec, ...size, config: chartConfig, autosize: 'pad', background: '#ffffff', padding: 8 }))}\n`;
};
