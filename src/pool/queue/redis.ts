import { setTimeout as sleep } from 'node:timers/promises';
import { BrokerError, ConfigError, mustBe } from '../../kernel/index.ts';

/** Work handed in by content: equal work has equal ids and is done once. */
export interface WorkQueue {
  /** Waits for the result of a piece of work, whoever does it. @throws BrokerError when the server goes away or every attempt failed */
  readonly submit: (id: string, work: string) => Promise<string>;
  /** Workers that serve the queue now. */
  readonly workers: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A worker of a queue. */
export interface QueueService {
  /** Resolves when it was stopped; rejects when the server went away or the handler asked to stop. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What those who hand out work say of it: which program does it, on which data. */
export interface Announcement {
  readonly code: string;
  readonly version: string;
  /** Content hash of the dataset. */
  readonly dataset: string;
  readonly datasetName: string;
}

const QUEUE = 'gamma-sweep';
const ANNOUNCED = 'gamma-sweep:announced';
/** Seconds a word from whoever hands out work is believed. */
const BELIEVED = 30;
const CONNECT_MS = 3000;
/** A worker that does not renew its lock for so long is taken for dead. Its work is done elsewhere. */
const LOCK_MS = 6000;
const STALL_CHECK_MS = 2000;
const ATTEMPTS = 4;
const DAY = 24 * 3600;

/** Where a server is. @throws ConfigError when it is not a redis address */
const addressOf = (url: string) => {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new ConfigError('queue', mustBe('--queue', 'an address such as redis://127.0.0.1:6379', url, 'correct it'));
  }
  if (!['redis:', 'rediss:'].includes(parsed.protocol)) throw new ConfigError('queue', mustBe('--queue', 'a redis:// or rediss:// address', url, 'correct it'));
  return {
    host: parsed.hostname, port: parsed.port === '' ? 6379 : Number(parsed.port), db: Number(parsed.pathname.slice(1) || 0),
    ...(parsed.username === '' ? {} : { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
    ...(parsed.protocol === 'rediss:' ? { tls: {} } : {}),
  };
};

/** The address without its password. */
const shownAddress = (url: string): string => url.replace(/\/\/[^@/]*@/, '//');

const away = (url: string): BrokerError =>
  new BrokerError('queue-down', mustBe('--queue', 'a Redis server that answers', shownAddress(url), 'start it, then run the same command again; a sweep goes on with --resume'), true);

/** A connection that tells when the server is gone, and the promise it rejects then. @throws BrokerError when it cannot be reached */
const watch = async (url: string) => {
  const { Redis } = await import('ioredis');
  const client = new Redis({ ...addressOf(url), lazyConnect: true, connectTimeout: CONNECT_MS, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } catch {
    client.disconnect();
    throw away(url);
  }
  /** The server is gone, or is left. */
  let isOver = false;
  const gone = new Promise<never>((_, reject) => {
    client.on('end', () => {
      if (!isOver) reject(away(url));
      isOver = true;
    });
  });
  gone.catch(() => undefined);
  const close = (): void => {
    isOver = true;
    client.disconnect();
  };
  /** For the queue's own connections: they are renewed until the server is gone for good, so that no process outlives it. */
  const connection = { ...addressOf(url), maxRetriesPerRequest: null, retryStrategy: (times: number) => (isOver ? null : Math.min(100 * times, 2000)) };
  return { client, gone, close, connection };
};

/** Waits for something, but no longer than so many milliseconds. */
const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const timer = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
};

/** Programs of different code never share work. */
const nameFor = (code: string): string => `${QUEUE}-${code.slice(0, 16)}`;

/** Opens the queue of a program to hand out work. Loads the queue libraries on first use. @throws BrokerError when the server does not answer */
export const openWorkQueue = async (url: string, announcement: Announcement): Promise<WorkQueue> => {
  const { client, gone, close, connection } = await watch(url);
  const { Queue, QueueEvents } = await import('bullmq');
  const name = nameFor(announcement.code);
  const queue = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  const announce = (): void => void client.set(ANNOUNCED, JSON.stringify(announcement), 'EX', BELIEVED).catch(() => undefined);
  announce();
  const announcing = setInterval(announce, (BELIEVED * 1000) / 3);
  const waiting = new Map<string, { readonly done: (result: string) => void; readonly failed: (error: BrokerError) => void }>();
  /** Settles what waits for a piece of work, if it is finished. */
  const settle = async (id: string): Promise<void> => {
    const waiter = waiting.get(id);
    if (waiter === undefined) return;
    // The state first: a job read before it was finished has no result, whatever its state is by then.
    const state = await queue.getJobState(id);
    const job = state === 'completed' || state === 'failed' ? await queue.getJob(id) : undefined;
    if (job === undefined) return;
    if (state === 'completed') {
      waiting.delete(id);
      waiter.done(job.returnvalue as string);
    } else {
      waiting.delete(id);
      waiter.failed(new BrokerError('unit-failed', mustBe('the queue', 'able to finish its work', job.failedReason, 'mend what the workers report and go on with --resume'), true));
    }
  };
  const look = (id: string): void => void settle(id).catch(() => undefined);
  events.on('completed', ({ jobId }) => look(jobId));
  events.on('failed', ({ jobId }) => look(jobId));
  /** Events may be missed while a connection is renewed; what is finished is then found here. */
  const looking = setInterval(() => [...waiting.keys()].forEach(look), STALL_CHECK_MS);
  const finished = async (id: string, work: string): Promise<string> => {
    const before = await queue.getJob(id);
    if (before !== undefined && (await before.isFailed())) await before.remove();
    const result = new Promise<string>((done, failed) => waiting.set(id, { done, failed }));
    await queue.add('unit', work, { jobId: id, attempts: ATTEMPTS, backoff: { type: 'fixed', delay: 500 }, removeOnComplete: { age: DAY }, removeOnFail: { age: DAY } });
    look(id);
    return result;
  };
  return {
    submit: (id, work) => Promise.race([finished(id, work), gone]),
    workers: () => Promise.race([queue.getWorkersCount(), gone]),
    close: async () => {
      clearInterval(announcing);
      clearInterval(looking);
      close();
      await within(CONNECT_MS, Promise.allSettled([queue.close(), events.close()]));
    },
  };
};

/**
 * Serves the queue of a program until stopped.
 *
 * @param handle does one piece of work off this thread, so that its lock is renewed meanwhile; an error sends the work to another worker
 * @param onAnnounced told what is handed out, now and while idle; may throw to stop
 * @throws BrokerError when the server does not answer
 */
export const serveQueue = async (
  { url, code, concurrency }: { readonly url: string; readonly code: string; readonly concurrency: number },
  handle: (work: string) => Promise<string>,
  onAnnounced: (announcement: Announcement) => void,
): Promise<QueueService> => {
  const { client, gone, close, connection } = await watch(url);
  const check = async (): Promise<void> => {
    const text = await client.get(ANNOUNCED);
    if (text !== null) onAnnounced(JSON.parse(text) as Announcement);
  };
  try {
    await check();
  } catch (error) {
    close();
    throw error;
  }
  const { Worker } = await import('bullmq');
  let fail: (reason: unknown) => void = () => undefined;
  let finish: () => void = () => undefined;
  const asked = new Promise<void>((resolve, reject) => [finish, fail] = [resolve, reject]);
  const worker = new Worker(nameFor(code), async (job: { data: string }) => {
    try {
      return await handle(job.data);
    } catch (error) {
      fail(error);
      throw error;
    }
  }, { connection, concurrency, lockDuration: LOCK_MS, stalledInterval: STALL_CHECK_MS, maxStalledCount: 100 });
  worker.on('error', () => undefined);
  const checking = setInterval(() => void check().catch(fail), STALL_CHECK_MS);
  const end = async (isGone: boolean): Promise<void> => {
    clearInterval(checking);
    await worker.close(isGone).catch(() => undefined);
    close();
  };
  const ended = Promise.race([asked, gone]).then(() => end(false), async (error: unknown) => {
    await within(CONNECT_MS, end(error instanceof BrokerError));
    throw error;
  });
  ended.catch(() => undefined);
  return { ended, stop: async () => { finish(); await ended; } };
};
