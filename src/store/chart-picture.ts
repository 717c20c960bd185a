import type { Chart } from '../report/index.ts';
import { chartConfig } from '../report/index.ts';
import { drawnSvg } from './chart-svg.ts';

/** Widths of a chart's place on a wide page, in pixels: all of it, or half. */
const WIDE = 1_048;
const HALF = 504;

const numbers = /\b(d|transform|x|y|x1|x2|y1|y2|width|height|stroke-width)="[^"]*"/g;
const unused = / (?:aria-[a-z]+|role|class|pointer-events|version|xmlns|xmlns:xlink|font-family|stroke-miterlimit)="[^"]*"| opacity="1"/g;

/** Only what is seen, at a tenth of a pixel; names of clips and gradients made the chart's own, as a page holds many charts. */
const slim = (svg: string, id: string): string =>
  svg
    .replaceAll(/<path[^<>]* (?:class="foreground"[^<>]*display="none"|class="background"[^<>]*d="M0,0h0v0h0Z")[^<>]*\/>/g, '')
    .replaceAll(/<[^<>]+>/g, (tag) => tag
      .replaceAll(unused, '')
      .replaceAll(numbers, (attribute) => attribute.replaceAll(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))))
      .replaceAll(/(url\(#|id=")((?:clip|gradient)\w*)/g, `$1${id}-$2`));

/** A chart as a picture within a page: in the page's colours, as large as the chart that will take its place. */
export const chartPicture = async ({ id, spec, isWide }: Chart): Promise<string> => {
  const isJoined = 'vconcat' in spec || 'facet' in spec;
  const size = isJoined ? {} : { width: isWide === true ? WIDE : HALF };
  return slim(await drawnSvg({ ...spec, ...size, config: { ...chartConfig, aria: false } }), id);
};
