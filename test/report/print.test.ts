import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readReportRun, writeReport } from '../../src/store/index.ts';
import { describeInChromium, drawnCharts, openBrowser } from '../support/browser.ts';
import { answerOf, sampleRun } from '../support/report-run.ts';
import { writeReportRun } from '../support/write-report-run.ts';

const sheets = async (page: Page): Promise<number> => ((await page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
const folded = "document.querySelectorAll('details.more')";
const shownRows = `[...document.querySelectorAll('details.more tr')].map((row) => row.checkVisibility({ contentVisibilityAuto: true }) && row.getBoundingClientRect().height > 0)`;

describeInChromium('a printed tear sheet', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'gamma-print-'));
  beforeAll(async () => {
    const run = sampleRun();
    writeReportRun(folder, { ...run, monteCarlo: await answerOf(run, 300, 60) });
    await writeReport(folder, readReportRun(folder), ['html']);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  const open = async (knowsFolds = true): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
    // a browser that knows nothing of ::details-content: says so, and keeps what is folded away
    if (!knowsFolds) await page.addInitScript("const known = CSS.supports.bind(CSS); CSS.supports = (text) => !text.includes('details-content') && known(text);");
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await drawnCharts(page);
    if (!knowsFolds) await page.addStyleTag({ content: 'details:not([open])::details-content{content-visibility:hidden!important}' });
    return page;
  };

  it('has every row of tables folded away on screen', async () => {
    const page = await open();
    expect(await page.evaluate(`${shownRows}.every((shown) => !shown)`)).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(`${shownRows}.length`)).toBeGreaterThan(99);
    // Rows far down become visible with the next frames.
    await page.waitForFunction(`${shownRows}.every((shown) => shown)`);
    await page.emulateMedia({ media: null });
    const closed = await sheets(page);
    await page.evaluate(`${folded}.forEach((more) => { more.open = true; })`);
    expect(closed).toBe(await sheets(page));
  }, 60_000);
  it('unfolds them where the style sheet cannot, and folds them again afterwards', async () => {
    const [page, known] = [await open(false), await open()];
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(`${shownRows}.some((shown) => shown)`)).toBe(false);
    await page.emulateMedia({ media: null });
    expect(await sheets(page)).toBe(await sheets(known));
    expect(await page.evaluate(`[...${folded}].some((more) => more.open)`)).toBe(false);
  }, 60_000);
});
