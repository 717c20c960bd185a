import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { sharedPath } from '../support/shared-data.ts';

/** One reference case of the option vectors, as parsed JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the cases differ in shape; each test knows its own
export const optionCase = (id: string): any => {
  const file = JSON.parse(readFileSync(sharedPath('vectors/options.json'), 'utf8'));
  return file.cases.find((found: { id: string }) => found.id === id);
};

/** |found - expected| <= absolute + relative * |expected|. */
export const within = (found: number, expected: number, absolute: number, relative: number): void =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(absolute + relative * Math.abs(expected));
