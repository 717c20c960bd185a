/** Twice the size on screen: sharp on a dense display. */
const WIDTH = 1_440;

/** An SVG as a PNG image. Text takes the machine's own sans-serif font, so bytes may differ between machines; the SVG is the record. */
export const pngOf = async (svg: string): Promise<Uint8Array> => {
  const { Resvg } = await import('@resvg/resvg-js');
  return new Resvg(svg, { fitTo: { mode: 'width', value: WIDTH }, font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' } }).render().asPng();
};
