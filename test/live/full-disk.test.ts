import { describe, expect, it } from 'vitest';
import type { JournalDisk, Run, RunnerPorts } from '../../src/live/index.ts';
import { differences, emptyPaperBook, heldContracts, memoryJournal, replayClock, runSession } from '../../src/live/index.ts';
import { epochMs } from '../../src/market/index.ts';
import { exitPresets, studyWith } from '../support/plans.ts';
import { randomDay } from '../support/random-day.ts';
import { quietPorts, replayBroker, replaySettings } from '../support/replay.ts';

const study = studyWith('seed-live-0110', (base) => ({
  strategy: {
    setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 10, width: 10 },
    entry: { times: ['09:35', '10:40'], lateByMinutes: 30, gates: [], limitOfMid: 0.9, workMinutes: 12 }, exits: exitPresets['seed-live-0110'],
  },
  risk: base.risk, execution: base.execution,
}));
const day = { ...randomDay(7), date: '2024-05-14' as ReturnType<typeof randomDay>['date'] };

describe('a journal disk that stays full', () => {
  /** Lives the day to its end or its death. The disk takes nothing from a fill on; then the operator may ask to flatten. */
  const live = async (doesFlatten: boolean) => {
    const memory = memoryJournal();
    let isFull = false;
    const disk: JournalDisk = {
      ...memory,
      append: (session, bytes) => {
        if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        memory.append(session, bytes);
        if (Buffer.from(bytes).toString('utf8').includes('"kind":"fill"')) isFull = true;
      },
    };
    const clock = replayClock(epochMs(day.date, 565), Infinity);
    const book = emptyPaperBook(2_000_000);
    const switches: RunnerPorts['switches'] = { read: () => ({ kill: false, closeOnly: false, flatten: doesFlatten && isFull }) };
    const broker = replayBroker(study, day, clock.now, book);
    let run: Run | undefined;
    const start = (onDisk: JournalDisk) => runSession(replaySettings(study, day), { ...quietPorts(broker, clock, onDisk), switches }, new AbortController().signal, (value) => (run = value));
    return { memory, book, broker, start, disk, run: () => run as unknown as Run, free: () => void (isFull = false) };
  };

  it('ends the process rather than send an order whose promise is not kept', async () => {
    const { start, disk, book } = await live(false);
    await expect(start(disk)).rejects.toThrow('no space');
    expect(book.orders.filter(({ order }) => order.effect === 'close')).toEqual([]);
  });

  it('sends the closes of a flattening all the same, and the next start takes them into the journal by their tags', async () => {
    const { start, disk, book, broker, run, free, memory } = await live(true);
    const end = await start(disk);
    expect(end.kind).toBe('closed');
    expect(run().state.mode).toBe('halted');
    expect([...run().state.positions.values()].map(heldContracts)).toEqual([0]);
    const written = Buffer.from(memory.read(day.date) ?? []).toString('utf8');
    expect(written).not.toContain('-c-1');
    expect(book.orders.map(({ order }) => order.effect)).toEqual(['open', 'close']);
    free();
    const again = await start(disk);
    expect(again).toEqual({ kind: 'closed', isReconciled: true });
    expect(Buffer.from(memory.read(day.date) ?? []).toString('utf8')).toMatch(/"kind":"adopted".*-1-c-1/);
    expect(run().state.cash).toBe(book.cash);
    const holdings = await broker.holdings();
    expect(holdings.kind === 'healthy' ? differences(run().state, holdings.value) : undefined).toEqual([]);
  });
});
