import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { gamma, scratch } from '../support/panel.ts';
import type { Running } from '../support/program.ts';
import { start, until } from '../support/program.ts';
import { describeWithRedis, freePort, startRedis } from '../support/redis.ts';

describeWithRedis('gamma sweep and gamma worker on a queue', () => {
  const folder = scratch();
  const root = join(folder.path, 'datasets');
  const started: Running[] = [];
  let redis: ChildProcess | undefined;
  let url = '';
  let port = 0;

  const sweepFile = (name: string, most: number): string => {
    const path = join(folder.path, `${name}.json`);
    writeFileSync(path, JSON.stringify({
      version: 1, name, study: 'seed-bt3y-quotes', objective: 'meanPerContract',
      axes: { 'strategy.exits.rules.stopLoss.stopLossPercent': { from: 1, to: most, step: 1 }, 'strategy.exits.rules.trailingStop.triggerPercent': [15, 25, 35, 45] },
      search: { kind: 'grid' }, constraints: [],
    }));
    return path;
  };
  const sweep = (config: string, out: string, ...more: string[]): Running => {
    const running = start(['sweep', '-c', config, '-d', 'small', '--root', root, '--out', join(folder.path, out), ...more]);
    started.push(running);
    return running;
  };
  const worker = (where = root): Running => {
    const running = start(['worker', '--queue', url, '--root', where, '--workers', '1']);
    started.push(running);
    return running;
  };
  const hashOf = (out: string): string => (JSON.parse(readFileSync(join(folder.path, out, 'manifest.json'), 'utf8')) as { results: string }).results;
  const savedLines = (): number =>
    readdirSync(folder.path).filter((name) => name.endsWith('.partial.jsonl')).reduce((lines, name) => lines + readFileSync(join(folder.path, name), 'utf8').split('\n').length - 1, 0);

  beforeAll(async () => {
    const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '12', '--seed', '4', '--dataset', 'small', '--root', root);
    if (code !== 0) throw new Error(err);
    port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    redis = await startRedis(port);
  }, 60_000);
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.splice(0).map(({ ended }) => ended));
  });
  afterAll(() => {
    redis?.kill('SIGKILL');
    folder.dispose();
  });

  it('give the bytes of a local run with two workers', async () => {
    const config = sweepFile('two', 60);
    expect((await sweep(config, 'two-local', '--workers', '1').ended).code).toBe(0);
    worker();
    worker();
    const { code, err } = await sweep(config, 'two-queue', '--queue', url).ended;
    expect([code, err.includes('error')]).toEqual([0, false]);
    expect(hashOf('two-queue')).toBe(hashOf('two-local'));
  });

  it('give the same bytes after one of two workers was killed in the middle', async () => {
    const config = sweepFile('killed', 300);
    expect((await sweep(config, 'killed-local', '--workers', '1').ended).code).toBe(0);
    const [victim] = [worker(), worker()];
    const running = sweep(config, 'killed-queue', '--queue', url);
    await until(() => savedLines() >= 32 || running.child.exitCode !== null);
    expect(running.child.exitCode).toBeNull();
    victim.child.kill('SIGKILL');
    expect((await running.ended).code).toBe(0);
    expect(hashOf('killed-queue')).toBe(hashOf('killed-local'));
  });

  it('say so when the server goes away, and go on from there with --resume once it is back', async () => {
    const config = sweepFile('down', 400);
    expect((await sweep(config, 'down-local', '--workers', '1').ended).code).toBe(0);
    const serving = worker();
    const running = sweep(config, 'down-queue', '--queue', url);
    await until(() => savedLines() >= 32 || running.child.exitCode !== null);
    redis?.kill('SIGKILL');
    const [stopped, left] = await Promise.all([running.ended, serving.ended]);
    for (const { code, err } of [stopped, left]) {
      expect(err).toContain('--queue must be a Redis server that answers');
      expect(code).toBe(1);
    }
    expect(existsSync(join(folder.path, 'down-queue'))).toBe(false);
    const without = await sweep(config, 'down-queue', '--queue', url, '--resume').ended;
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('goes on with --resume')]);
    redis = await startRedis(port);
    worker();
    const resumed = await sweep(config, 'down-queue', '--queue', url, '--resume').ended;
    expect(resumed.code).toBe(0);
    expect(hashOf('down-queue')).toBe(hashOf('down-local'));
  });

  it('refuse a worker of another program with exit code 6, and one without the data with 3', async () => {
    const client = new Redis(url);
    const announce = (announcement: Record<string, string>) => client.set('gamma-sweep:announced', JSON.stringify(announcement), 'EX', 60);
    await announce({ code: 'another', version: '0.0.9', dataset: 'x', datasetName: 'small' });
    const other = await worker().ended;
    expect([other.code, other.err]).toEqual([6, expect.stringContaining('install the same version on every machine')]);
    await client.del('gamma-sweep:announced');
    const running = sweep(sweepFile('missing', 20), 'missing', '--queue', url);
    while ((await client.get('gamma-sweep:announced')) === null) await new Promise((next) => setTimeout(next, 50));
    mkdirSync(join(folder.path, 'empty'), { recursive: true });
    const empty = await worker(join(folder.path, 'empty')).ended;
    expect([empty.code, empty.err]).toEqual([3, expect.stringContaining('copy the dataset folder to this machine')]);
    worker();
    expect((await running.ended).code).toBe(0);
    client.disconnect();
  });

  it('refuse an address that is none', async () => {
    for (const address of ['nonsense', 'http://127.0.0.1']) {
      const { code } = await gamma('worker', '--queue', address, '--root', root);
      expect(code).toBe(2);
    }
  });
});
