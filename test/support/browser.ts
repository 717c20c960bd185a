import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { describe } from 'vitest';

const candidates = [process.env.GAMMA_CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== '' && existsSync(path));

/** Tests that need a real Chromium: run where one is installed, counted as skipped elsewhere. */
export const describeInChromium = (title: string, body: () => void): void =>
  void (executablePath === undefined ? describe.skip : describe)(`${title} [chromium]`, body);

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'] });

/** What a page said and asked while it was open. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
  /** Requests that did not go to the page's own origin. */
  readonly strangers: string[];
}

/** A page whose console errors and outside requests are noted. */
export const watch = async (browser: Browser, origin: string, options: { width?: number; dark?: boolean; cookies?: { name: string; value: string; url: string }[] } = {}): Promise<Watched> => {
  const context = await browser.newContext({ viewport: { width: options.width ?? 1440, height: 900 }, colorScheme: options.dark === true ? 'dark' : 'light' });
  if (options.cookies !== undefined) await context.addCookies(options.cookies);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) strangers.push(url);
  });
  return { page, complaints, strangers };
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings of axe on the page as it stands. */
export const seriousFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }>('axe.run()');
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(' | ')}`);
};

/** Waits until every chart of the page is drawn. @returns how many there are */
export const drawnCharts = async (page: Page): Promise<number> => {
  await page.evaluate('Promise.resolve(window.charts).then(() => null)');
  return page.locator('.chart .live svg').count();
};

/** Height of the smallest letters in any chart as they stand on the screen, pixels; Infinity without letters. */
export const smallestChartText = (page: Page): Promise<number> =>
  page.locator('.chart svg text').evaluateAll((texts) => texts.reduce<number>((least, text) => {
    const { a, b } = (text as unknown as { getScreenCTM: () => { a: number; b: number } }).getScreenCTM();
    const size = (globalThis as unknown as { getComputedStyle: (of: unknown) => { fontSize: string } }).getComputedStyle(text).fontSize;
    return Math.min(least, Number.parseFloat(size) * Math.hypot(a, b));
  }, Infinity));

/** Charts wider than their place. */
export const cutCharts = (page: Page): Promise<string[]> =>
  page.locator('.chart').evaluateAll((places) => (places as unknown as { id: string; scrollWidth: number; clientWidth: number }[])
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ id, scrollWidth, clientWidth }) => `${id}: ${scrollWidth} in ${clientWidth}`));

/** Things a keyboard user could not reach: visible controls that never get the focus while tabbing once around. */
export const unreachable = async (page: Page): Promise<string[]> => {
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const wanted = await page.locator(controls).evaluateAll((list) => list.filter((e) => (e as { checkVisibility: () => boolean }).checkVisibility() && (e as { disabled?: boolean }).disabled !== true).map((e, i) => {
    (e as { dataset: Record<string, string> }).dataset.place = String(i);
    return (e as { outerHTML: string }).outerHTML.slice(0, 80);
  }));
  const seen = new Set<string>();
  for (let press = 0; press < wanted.length + 5; press++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate<string | null>('document.activeElement?.dataset.place ?? null');
    if (place !== null) seen.add(place);
  }
  return wanted.filter((_, i) => !seen.has(String(i)));
};
