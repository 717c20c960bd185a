import { openStream } from '../../src/kernel/index.ts';
import type { Population } from '../../src/montecarlo/index.ts';
import { sequentialEvents } from '../../src/montecarlo/index.ts';

/** A population of sessions given by their per-contract results in cents; trades follow one another. */
export const populationOf = (sessions: readonly (readonly number[])[], maxLoss = 40_000): Population => {
  const pnl = Float64Array.from(sessions.flat());
  const n = pnl.length;
  let offset = 0;
  return {
    dates: sessions.map((_, day) => `2024-${String(1 + Math.floor(day / 28)).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}`),
    start: Int32Array.from([0, ...sessions.map((day) => (offset += day.length))]),
    pnl,
    maxLoss: new Float64Array(n).fill(maxLoss),
    events: sequentialEvents(n),
    group: Uint8Array.from(pnl, (value) => (value > 0 ? 0 : 1)),
    groups: ['profitTarget', 'stopLoss'],
    distance: new Float64Array(n).fill(12.5),
    minutesLeft: new Float64Array(n).fill(90),
    width: new Float64Array(n).fill(50_000),
    credit: new Float64Array(n).fill(18_500),
    vix: Float64Array.from(sessions, (_, day) => 12 + (day % 17)),
  };
};

/** A seeded population: most trades win a little, some lose more, up to three open at once. */
export const sampleRecord = (sessions: number, seed: number): Population => {
  const rng = openStream(seed, 0);
  const days = Array.from({ length: sessions }, () =>
    Array.from({ length: rng.below(5) }, () => (rng.real() < 0.62 ? 5_000 + rng.below(18_000) : -3_000 - rng.below(24_000))),
  );
  const flat = populationOf(days);
  const events = new Int32Array(flat.events.length);
  for (let day = 0; day < sessions; day++) {
    let place = 2 * flat.start[day];
    const waiting: number[] = [];
    for (let i = flat.start[day]; i < flat.start[day + 1]; i++) {
      events[place++] = i + 1;
      waiting.push(i);
      while (waiting.length > 0 && rng.real() < 0.5) events[place++] = -(waiting.splice(rng.below(waiting.length), 1)[0] + 1);
    }
    for (const i of waiting) events[place++] = -(i + 1);
  }
  return { ...flat, events };
};
