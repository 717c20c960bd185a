import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DataError } from '../../kernel/index.ts';
import type { Broker } from '../../live/index.ts';
import type { CallBroker, FeedAnswer, FeedQuestion, OpenDay } from './replay-feed.ts';

const feedFile = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../../dist/cli/desk/replay-feed.js' : './replay-feed.js', import.meta.url));

type Without<T, Keys extends string> = T extends unknown ? Omit<T, Keys> : never;

/** A broker and its market in a process of their own: this one sees a row when its time has come, and never before. */
export interface ReplayFeed {
  readonly open: (day: OpenDay) => Promise<void>;
  readonly broker: Broker;
  /** The broker's cash after its last answer, cents. */
  readonly cash: () => number;
  readonly close: () => void;
}

/** Starts the process. @param now epoch ms of the runner's clock, sent with every question */
export const startFeed = (now: () => number): ReplayFeed => {
  const child = fork(feedFile, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let asked = 0;
  let cash = 0;
  child.on('message', (message: FeedAnswer) => {
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) waiter?.reject(new DataError('replay-feed', message.error));
    else {
      cash = message.cash;
      waiter?.resolve(message.value);
    }
  });
  const gone = (why: string): void => {
    for (const { reject } of waiting.values()) reject(new DataError('replay-feed', `the replay's process must be running, found ${why}; start again`));
    waiting.clear();
  };
  child.on('exit', (code) => gone(`exit ${code ?? 'by a signal'}`));
  child.on('error', (error) => gone(error.message));
  const ask = (question: Without<FeedQuestion, 'id' | 'now'>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked++;
      waiting.set(asked, { resolve, reject });
      child.send({ ...question, id: asked, now: now() });
    });
  const call = <T>(method: CallBroker['method'], argument?: unknown): Promise<T> => ask({ kind: 'call', method, argument }) as Promise<T>;
  return {
    open: async (day) => void (await ask(day)),
    cash: () => cash,
    close: () => {
      child.removeAllListeners('exit');
      if (child.connected) child.disconnect();
    },
    broker: {
      name: 'replay',
      exits: 'model',
      chain: () => call('chain'),
      submit: (order) => call('submit', order),
      cancel: (brokerId) => call('cancel', brokerId),
      fills: () => call('fills'),
      holdings: () => call('holdings'),
      equity: () => call('equity'),
    },
  };
};
