import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Workbench } from '../../src/serve/index.ts';
import { openWorkbench } from '../../src/serve/index.ts';
import { cutCharts, describeInChromium, drawnCharts, openBrowser, seriousFindings, smallestChartText, unreachable, watch } from '../support/browser.ts';
import { openShelf } from '../support/shelf.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/study.schema.json', import.meta.url), 'utf8')) as object;
const pictures = process.env.GAMMA_PICTURES;

describeInChromium('the workbench in a browser', () => {
  let shelf: Awaited<ReturnType<typeof openShelf>>;
  let workbench: Workbench;
  let browser: Browser;
  let origin = '';
  beforeAll(async () => {
    shelf = await openShelf();
    const hostile = join(shelf.runs, 'hostile');
    mkdirSync(hostile);
    cpSync(join(shelf.runs, 'near-stop'), hostile, { recursive: true });
    const bad = '"><script>window.stolen = 1</script><img src=x onerror="window.stolen = 1">';
    for (const file of ['manifest.json', 'trades.csv', 'passes.csv']) {
      const path = join(hostile, file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, file === 'manifest.json' ? text.replace('"name": "near-stop"', `"name": ${JSON.stringify(bad)}`) : text.replaceAll('stopLoss', `"${bad.replaceAll('"', '""')}"`));
    }
    writeFileSync(join(hostile, 'outputs.json'), '{}');
    workbench = await openWorkbench({ port: 0, runs: shelf.runs, datasets: shelf.datasets, schema, backtest: () => (report) => Promise.resolve((report(0.5, 'half'), 'far-stop')) });
    origin = `http://127.0.0.1:${workbench.port}`;
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await workbench.close();
    shelf.dispose();
  });

  const enter = async (options: Parameters<typeof watch>[2] = {}) => {
    const watched = await watch(browser, origin, options);
    await watched.page.goto(workbench.url);
    return watched;
  };
  const firstTrade = (): { id: string; date: string } => {
    const [id, date] = readFileSync(join(shelf.runs, 'near-stop', 'trades.csv'), 'utf8').split('\n')[1].split(',');
    return { id, date };
  };
  const paths = (): [string, number][] => {
    const { id, date } = firstTrade();
    return [
      ['/', 0], ['/run/near-stop', 0], ['/run/near-stop/report', 9], ['/run/near-stop/ahead', 3], ['/run/near-stop/promote', 0], [`/run/near-stop/month/${date.slice(0, 7)}`, 1],
      [`/run/near-stop/day/${date}`, 0], [`/run/near-stop/trade/${id}`, 1], ['/compare?run=near-stop&run=far-stop', 1], ['/sweeps', 0], ['/sweep/stops', 1], ['/plans', 0], ['/run/hostile', 0], ['/run/hostile/report', 9],
    ];
  };

  it.each([[1440, false], [390, false], [1440, true]])('shows every page at %i px (dark: %s) with its charts, without errors, outside requests or serious findings', async (width, dark) => {
    const { page, complaints, strangers } = await enter({ width, dark });
    for (const [path, charts] of paths()) {
      await page.goto(`${origin}${path}`);
      expect(await drawnCharts(page), path).toBeGreaterThanOrEqual(charts);
      expect(await seriousFindings(page), path).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth + 1'), `${path} scrolls sideways`).toBe(true);
      expect(await smallestChartText(page), `${path} has small print`).toBeGreaterThanOrEqual(10);
      expect(await cutCharts(page), `${path} cuts charts`).toEqual([]);
      expect(await page.evaluate('window.stolen'), path).toBeUndefined();
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${path.replaceAll(/\W+/g, '-')}-${width}${dark ? '-dark' : ''}.png`), fullPage: true });
    }
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  }, 180_000);
  it('lets a keyboard reach everything on every page', async () => {
    const { page } = await enter();
    for (const [path] of paths()) {
      await page.goto(`${origin}${path}`);
      await drawnCharts(page);
      expect(await unreachable(page), path).toEqual([]);
    }
  }, 180_000);
  it('answers what the chance of losing money is, and how sure that is, one click from the start', async () => {
    const { page } = await enter();
    await page.getByRole('link', { name: 'near-stop' }).click();
    expect(await page.locator('.answer').textContent()).toMatch(/chance of losing money is .*% \[/);
  });
  it('asks for the year ahead under other assumptions, with progress, and leaves the run as it was', async () => {
    const { page } = await enter();
    const before = readFileSync(join(shelf.runs, 'near-stop', 'mc.json'), 'utf8');
    await page.goto(`${origin}/run/near-stop/ahead`);
    await page.getByLabel('Futures drawn as').selectOption('trades');
    await page.getByLabel('Share of trades stopped after all, %').fill('20');
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.waitForURL(/job=/);
    expect(await drawnCharts(page)).toBe(3);
    expect(await page.getByLabel('Futures drawn as').inputValue()).toBe('trades');
    expect(await page.getByLabel('Share of trades stopped after all, %').inputValue()).toBe('20');
    expect(readFileSync(join(shelf.runs, 'near-stop', 'mc.json'), 'utf8')).toBe(before);
  }, 60_000);
  it('checks a plan while it is written, and starts a backtest of a sound one', async () => {
    const { page } = await enter();
    await page.goto(`${origin}/plans`);
    await page.getByLabel('Study, YAML').fill('extends: seed-bt3y-quotes\nstrategy: {exits: {hold: {profitPercnt: 80}}}');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('status').filter({ hasText: 'profitPercnt' }).waitFor();
    await page.getByLabel('Study, YAML').fill('extends: seed-bt3y-quotes');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('status').filter({ hasText: 'sound' }).waitFor();
    await page.getByRole('button', { name: 'Backtest' }).click();
    await page.waitForURL(/\/run\/far-stop$/);
  }, 60_000);
  it('compares the runs that are ticked', async () => {
    const { page } = await enter();
    await page.getByLabel('compare near-stop').check();
    await page.getByLabel('compare far-stop').check();
    await page.getByRole('button', { name: 'Compare the chosen runs' }).click();
    expect(await page.locator('h1').textContent()).toBe('far-stop and near-stop');
  });
  it('filters the runs by what is typed', async () => {
    const { page } = await enter();
    await page.getByLabel('Filter by name, plan, grade or verdict').fill('far-');
    expect(await page.locator('#runs tbody tr:visible').count()).toBe(1);
  });
});
