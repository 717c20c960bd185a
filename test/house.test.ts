import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
// @ts-expect-error the house plan is plain JavaScript, shared with the linter
import { doors, rooms } from '../rooms.js';

const plan = rooms as Readonly<Record<string, readonly string[]>>;
const src = resolve(import.meta.dirname, '../src');
const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

describe('the house', () => {
  it('has a place in the plan for every folder of src', () => {
    for (const folder of folders) expect(Object.keys(plan)).toContain(folder);
  });

  it('has no circle of imports', () => {
    const seen = new Set<string>();
    const visit = (room: string, above: readonly string[]): void => {
      expect(above).not.toContain(room);
      if (seen.has(room)) return;
      for (const below of plan[room]) visit(below, [...above, room]);
      seen.add(room);
    };
    for (const room of Object.keys(plan)) visit(room, []);
  });

  it('keeps the research wing and the live wing apart', () => {
    for (const room of ['backtest', 'montecarlo', 'research']) {
      expect(plan.live).not.toContain(room);
      expect(plan[room]).not.toContain('live');
    }
  });

  it('lets the exchange and its auditor share nothing with what they test', () => {
    expect(plan.exchange).toEqual(['kernel', 'market']);
  });

  it('lets nothing but the command line import the published method', () => {
    expect(Object.keys(plan).filter((room) => plan[room].includes('compat'))).toEqual(['cli']);
  });

  it('names only rooms as doors', () => {
    for (const door of doors as readonly string[]) expect(Object.keys(plan)).toContain(door);
  });

  it('opens every room with what it knows, what it does not, and where to start', () => {
    for (const folder of folders) {
      const head = readFileSync(resolve(src, folder, 'index.ts'), 'utf8').split('*/')[0];
      expect(head).toMatch(/Knows /);
      expect(head).toMatch(/Deliberately /);
      expect(head).toMatch(/Start /);
    }
  });
});
