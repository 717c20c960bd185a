import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChainDay } from '../../src/market/index.ts';
import { fairMarket, fairRecipe, unpackDay } from '../../src/market/index.ts';
import { checkDataset, openDataset, readDatasetFile, syntheticDataset, writeDataset } from '../../src/store/index.ts';

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
    expectSameDay(unpackDay(structuredClone(dataset.packed()), 4), market.day(4, 'ticked'));
  });

  it('has the same hash whenever it is written', async () => {
    expect((await synthesized('first')).contentHash).toBe((await synthesized('second')).contentHash);
  });

  it('makes its cache again when it is missing, cut short, altered or of other data, with the same bytes', async () => {
    await synthesized('cached');
    const before = Buffer.from((await openDataset(root, 'cached')).packed().buffer);
    const cache = join(root, 'cached', 'cache');
    const spoil = [
      () => rmSync(cache, { recursive: true }),
      () => writeFileSync(join(cache, 'quotes.bin'), 'short'),
      () => writeFileSync(join(cache, 'index.json'), '{"version":1,"quotesHash":"other"}'),
      () => {
        const bytes = readFileSync(join(cache, 'quotes.bin'));
        bytes[bytes.length - 5000] ^= 1;
        writeFileSync(join(cache, 'quotes.bin'), bytes);
      },
      ...[/"rows":\d/, /"strikes":\d/, /"offset":\d/, /"bytes":\d/, /"days":.*/].map((figure) => () => {
        const path = join(cache, 'index.json');
        const index = readFileSync(path, 'utf8');
        writeFileSync(path, index.replace(figure, (found) => (found.startsWith('"days"') ? '"days":null}' : `${found}1`)));
        expect(readFileSync(path, 'utf8')).not.toBe(index);
      }),
    ];
    for (const damage of spoil) {
      damage();
      expect(Buffer.from((await openDataset(root, 'cached')).packed().buffer).equals(before)).toBe(true);
    }
  });

  it('refuses a session whose quotes changed after it was opened, alone or among all', async () => {
    await synthesized('moving');
    const { day, packed } = await openDataset(root, 'moving');
    const path = join(root, 'moving', 'cache', 'quotes.bin');
    const bytes = readFileSync(path);
    bytes[bytes.length - 5000] ^= 1;
    writeFileSync(path, bytes);
    expectSameDay(day(market.dates[0]), market.day(0, 'ticked'));
    expect(() => day(market.dates[5])).toThrow(/must be as it was when opened/);
    expect(packed).toThrow(/must be as it was when opened/);
    rmSync(path);
    expect(() => day(market.dates[0])).toThrow(/must be as it was when opened, found "no file"/);
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

  it('keeps open interest from the minute it was known', async () => {
    const day = market.day(0, 'ticked');
    const contracts = Float64Array.from({ length: 2 * day.strikes.length }, (_, contract) => (contract % 3 === 0 ? NaN : contract));
    const openInterest = { contracts, knownFrom: contracts.map((value) => (Number.isNaN(value) ? NaN : 570 + 15 * (value % 4))) };
    const made = syntheticDataset(market, recipe, { replace: false });
    await writeDataset(root, 'interest', { ...made, days: [{ ...day, openInterest }] });
    expect((await openDataset(root, 'interest')).day(day.date).openInterest).toEqual(openInterest);
    rmSync(join(root, 'interest', 'cache'), { recursive: true });
    expect((await openDataset(root, 'interest')).day(day.date).openInterest).toEqual(openInterest);
  });

  it.each(['grade', 'quotes', 'source', 'stampedAt'])('is refused when the %s of its description was edited', async (key) => {
    await synthesized(`edited-${key}`);
    const path = join(root, `edited-${key}`, 'dataset.json');
    const edits: Record<string, [string, string]> = {
      grade: ['"grade": "synthetic"', '"grade": "recorded"'],
      quotes: ['"quotes": "quotes"', '"quotes": "mids"'],
      source: ['"source": "fair', '"source": "real'],
      stampedAt: ['"stampedAt": "end"', '"stampedAt": "start"'],
    };
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(edits[key][0]);
    writeFileSync(path, text.replace(...edits[key]));
    await expect(openDataset(root, `edited-${key}`)).rejects.toThrow(/must be as written .*; make the dataset again/);
    expect((await checkDataset(root, `edited-${key}`, false, () => undefined)).broken).toBe(true);
  });

  it('is broken for the check when its cache differs from its day files', async () => {
    await synthesized('spoilt');
    const path = join(root, 'spoilt', 'cache', 'quotes.bin');
    const bytes = readFileSync(path);
    bytes[bytes.length - 5000] ^= 1;
    writeFileSync(path, bytes);
    const check = await checkDataset(root, 'spoilt', false, () => undefined);
    expect(check).toMatchObject({ broken: true, faults: [expect.stringContaining(`cache of ${market.dates[5]} must be as its day file`)] });
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
    await expect(openDataset(root, '../same')).rejects.toThrow(/must be at most 80 letters, digits/);
    await expect(openDataset(root, 'smae')).rejects.toThrow(/did you mean same\?/);
    await expect(openDataset(join(root, 'nowhere'), 'demo')).rejects.toThrow(/make one with gamma data import/);
  });
});
