import type { ChartSpec } from '../report/index.ts';
import { chartSvg } from '../store/index.ts';

/** A chart in the forms a notebook may show: the picture, its Vega-Lite specification, its title. Keys are MIME types. */
export interface ChartBundle {
  readonly 'image/svg+xml': string;
  readonly 'application/vnd.vegalite.v6+json': ChartSpec;
  readonly 'text/plain': string;
}

/**
 * A Vega-Lite specification drawn for a notebook: equal rows give equal bytes.
 *
 * @param title said where a picture cannot be
 * @example await Deno.jupyter.display(await chartBundle(spec, 'equity'), { raw: true })
 */
export const chartBundle = async (spec: ChartSpec, title: string): Promise<ChartBundle> => ({
  'image/svg+xml': await chartSvg(spec), 'application/vnd.vegalite.v6+json': spec, 'text/plain': title,
});
