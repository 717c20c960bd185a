import type { ChartSpec } from './chart.ts';

/**
 * Colours by role. Charts and page name the role; the page gives it a light and a dark value.
 *
 * Blue and orange stay apart for every common form of colour blindness (Okabe and Ito, 2008, Color Universal Design).
 */
export const lightColours = {
  paper: '#ffffff', ink: '#1c1e21', muted: '#5b6068', rule: '#e3e4e6', main: '#1f5f99', band: '#1f5f99', loss: '#b8520f', quiet: '#9aa0a8',
} as const;
export type Colour = keyof typeof lightColours;

export const darkColours: Readonly<Record<Colour, string>> = {
  paper: '#15171a', ink: '#e8e9eb', muted: '#a3a8b0', rule: '#2c2f34', main: '#6fb1e8', band: '#6fb1e8', loss: '#f0954f', quiet: '#767c85',
};

/** A colour as the style sheet resolves it. */
export const colour = (role: Colour): string => `var(--${role})`;

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The look every chart shares. */
export const chartConfig: ChartSpec = {
  background: 'transparent',
  font,
  padding: { left: 0, top: 4, right: 4, bottom: 5 },
  view: { stroke: null },
  axis: {
    labelColor: colour('muted'), titleColor: colour('muted'), gridColor: colour('rule'), domain: false, ticks: false,
    labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal', labelPadding: 6, labelOverlap: true, labelSeparation: 8,
  },
  title: { color: colour('ink'), fontSize: 12, fontWeight: 600, anchor: 'start' },
  header: { labelColor: colour('muted'), titleColor: colour('muted'), labelFontSize: 11 },
  legend: { labelColor: colour('muted'), titleColor: colour('muted'), orient: 'top', title: null, labelFontSize: 11, offset: 4 },
  text: { color: colour('ink'), fontSize: 11 },
  line: { strokeWidth: 1.5, strokeCap: 'round' },
  bar: { color: colour('main') },
};

/** A specification whose colours are plain values: for files that leave the page. */
export const withColours = (spec: ChartSpec, colours: Readonly<Record<Colour, string>> = lightColours): ChartSpec =>
  JSON.parse(JSON.stringify(spec).replaceAll(/var\(--(\w+)\)/g, (_, role: Colour) => colours[role])) as ChartSpec;

/** A chart file's colours as the page's own, so that it follows a dark page. */
export const inPageColours = (svg: string): string =>
  Object.entries(lightColours).reduce((text, [role, value]) => (role === 'paper' ? text.replaceAll(`fill="${value}"`, 'fill="none"') : text.replaceAll(`"${value}"`, `"var(--${role})"`)), svg);
