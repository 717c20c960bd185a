import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readReportRun, writeReport } from '../../src/store/index.ts';
import { describeInChromium, drawnCharts, openBrowser, watch } from '../support/browser.ts';
import { answerOf, sampleRun } from '../support/report-run.ts';
import { writeReportRun } from '../support/write-report-run.ts';

describeInChromium('the tear sheet of 5,000 trades and 10,000 paths', () => {
  it('stays under 3 MB and shows its first chart before the others, without a complaint', async () => {
    const run = sampleRun('many', 24);
    expect(run.trades.length).toBeGreaterThan(5_000);
    const folder = mkdtempSync(join(tmpdir(), 'gamma-large-'));
    const browser = await openBrowser();
    try {
      writeReportRun(folder, { ...run, monteCarlo: await answerOf(run, 10_000, 252) });
      await writeReport(folder, readReportRun(folder), ['html']);
      const file = join(folder, 'report.html');
      expect(statSync(file).size).toBeLessThan(3 * 2 ** 20);
      const { page, complaints, strangers } = await watch(browser, 'file:');
      const times: string[] = [];
      for (let round = 0; round < 3; round++) {
        const started = performance.now();
        await page.goto(pathToFileURL(file).href);
        await page.waitForSelector('.chart svg');
        const opened = performance.now() - started;
        expect(await drawnCharts(page)).toBeGreaterThanOrEqual(12);
        times.push(`${opened.toFixed(0)} (${(performance.now() - started).toFixed(0)})`);
      }
      console.log(`${(statSync(file).size / 1e6).toFixed(2)} MB, opened in ${times.join(', ')} ms (with every chart)`);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
