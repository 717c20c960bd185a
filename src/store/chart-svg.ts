import type { ChartSpec } from '../report/index.ts';
import { chartConfig, withColours } from '../report/index.ts';

/** Width of a chart that leaves the page, in pixels. */
const WIDTH = 720;

/** A chart as an SVG file: the same bytes for the same rows. Loads the chart libraries on first use. */
export const chartSvg = async (spec: ChartSpec): Promise<string> => {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const size = 'vconcat' in spec || 'facet' in spec ? {} : { width: WIDTH };
  const whole = withColours({ ...spec, ...size, config: chartConfig, autosize: 'pad', background: '#ffffff', padding: 8 });
  const { spec: compiled } = compile(whole as unknown as Parameters<typeof compile>[0]);
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
};
