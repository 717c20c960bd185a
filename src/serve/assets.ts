import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { boot } from '../report/index.ts';
import { chartLibraries, libraryText } from '../store/index.ts';
import { pageStyle } from './layout.ts';

interface Asset {
  readonly type: string;
  readonly text: string;
}

const script = (text: string): Asset => ({ type: 'text/javascript; charset=utf-8', text });

/** The pages' own script is compiled; from sources (under a test runner) the build's own is used. */
const browserFile = fileURLToPath(new URL('../../dist/serve/browser/workbench.js', import.meta.url));

const makers = new Map<string, () => Asset>([
  ['style.css', () => ({ type: 'text/css; charset=utf-8', text: pageStyle })],
  ['charts.js', () => script(boot)],
  ['workbench.js', () => script(readFileSync(browserFile, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''))],
  ...chartLibraries.map((name) => [`${name}.js`, () => script(libraryText(name))] as const),
]);
const made = new Map<string, Asset>();

/** A file of the pages by its name; there are no others. */
export const assetOf = (name: string): Asset | undefined => {
  const known = made.get(name) ?? makers.get(name)?.();
  if (known !== undefined) made.set(name, known);
  return known;
};
