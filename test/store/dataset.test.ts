import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChainDay } from '../../src/market/index.ts';
import { fairMarket, fairRecipe, unpackDay } from '../../src/market/index.ts';
import { openDataset, readDatasetFile, syntheticDataset, writeDataset } from '../../src/store/index.ts';

const root = mkdtempSync(join(tmpdir(), 'gamma-datasets-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const recipe = { ...fairRecipe, seed: 3, step: 15 };
const market = fairMarket(3, { sessions: 6, step: 15 });
const synthesized = (name: string, replace = false) =>
  writeDataset(root, name, syntheticDataset(market, recipe, { replace }));

const expectSameDay = (found: ChainDay, expected: ChainDay): void => {
  for (const key of ['date', 'minutes', 'strikes', 'spot', 'vix', 'bid', 'ask', 'settlement', 'context'] as const) {
    expect(found[key], key).toEqual(expected[key]);
  }
};

describe('a dataset', () => {
  it('gives back the very days it was written from', async () => {
    await synthesized('same');
    const dataset = await openDataset(root, 'same');
    expect(dataset.days).toEqual(market.dates);
    expect(dataset.grade).toBe('synthetic');
    market.dates.forEach((date, i) => expectSameDay(dataset.day(date), market.day(i, 'ticked')));
    expectSameDay(unpackDay(structuredClone(dataset.packed), 4), market.day(4, 'ticked'));
  });

  it('has the same hash whenever it is written', async () => {
    expect((await synthesized('first')).contentHash).toBe((await synthesized('second')).contentHash);
  });

  it('makes its cache again when it is missing, cut short or of other data, with the same bytes', async () => {
    await synthesized('cached');
    const before = Buffer.from((await openDataset(root, 'cached')).packed.buffer);
    const cache = join(root, 'cached', 'cache');
    const spoil = [
      () => rmSync(cache, { recursive: true }),
      () => writeFileSync(join(cache, 'quotes.bin'), 'short'),
      () => writeFileSync(join(cache, 'index.json'), '{"version":1,"quotesHash":"other"}'),
    ];
    for (const damage of spoil) {
      damage();
      expect(Buffer.from((await openDataset(root, 'cached')).packed.buffer).equals(before)).toBe(true);
    }
  });

  it('is never built again from day files that were changed', async () => {
    await synthesized('changed');
    rmSync(join(root, 'changed', 'cache'), { recursive: true });
    writeFileSync(join(root, 'changed', 'days', `${market.dates[2]}.parquet`), 'no parquet');
    await expect(openDataset(root, 'changed')).rejects.toThrow(/must be as imported/);
    expect(existsSync(join(root, 'changed', 'cache'))).toBe(false);
  });

  it('keeps a price too high for the cache in its file and counts it', async () => {
    const day = market.day(0, 'ticked');
    const high = { ...day, ask: day.ask.with(0, 65535) };
    const made = syntheticDataset(market, recipe, { replace: false });
    await writeDataset(root, 'high', { ...made, days: [high] });
    expect(readDatasetFile(root, 'high').counts.tooHighForCache).toBe(1);
    expect((await openDataset(root, 'high')).day(day.date).ask[0]).toBeNaN();
  });

  it('is not overwritten unasked, and a failed replacement leaves the old one whole', async () => {
    const { contentHash } = await synthesized('kept');
    await expect(synthesized('kept')).rejects.toThrow(/must be a new name, found "kept"; add --replace/);
    function* failing() {
      yield market.day(0, 'ticked');
      throw new Error('interrupted');
    }
    const made = syntheticDataset(market, recipe, { replace: true });
    await expect(writeDataset(root, 'kept', { ...made, days: failing() })).rejects.toThrow('interrupted');
    expect(readDatasetFile(root, 'kept').contentHash).toBe(contentHash);
    expect(readdirSync(root).filter((entry) => entry.startsWith('.'))).toEqual([]);
  });

  it('refuses fractions of a price cent', async () => {
    const made = syntheticDataset(market, recipe, { replace: false });
    await expect(writeDataset(root, 'exact', { ...made, days: [market.day(0, 'exact')] })).rejects.toThrow(/not a whole price cent/);
    expect(existsSync(join(root, 'exact'))).toBe(false);
  });

  it('is named plainly and found by its name', async () => {
    await expect(openDataset(root, '../same')).rejects.toThrow(/must be letters, digits/);
    await expect(openDataset(root, 'smae')).rejects.toThrow(/did you mean same\?/);
    await expect(openDataset(join(root, 'nowhere'), 'demo')).rejects.toThrow(/make one with gamma data import/);
  });
});
