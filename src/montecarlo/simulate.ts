import { openStream } from '../kernel/index.ts';
import type { EntryReason, PathAccount } from './account.ts';
import { openAccount } from './account.ts';
import type { Ensemble } from './ensemble.ts';
import type { PreparedJob } from './job.ts';
import { leanWalker } from './lean/index.ts';

/** Trades up to the end of a session when T trades are spread evenly over H sessions. */
const tradesUntil = (session: number, trades: number, sessions: number): number => Math.floor(((session + 1) * trades) / sessions);

type Answer = ReturnType<PathAccount['open']>;

/** What a walk tells its follower. */
interface Follower {
  readonly asked: (session: number, trade: number, answer: Answer, equity: number) => void;
  readonly left: (trade: number, result: number) => void;
  readonly ended: (session: number, equity: number) => void;
}

/** Walks one path: draws its sessions, runs their events in order through an account. */
const walk = ({ job, resampler, overlay, draws }: PreparedJob, path: number, drawn: Int32Array, follower: Follower): PathAccount => {
  const { population, unit } = resampler;
  const account = openAccount(job.rules, population);
  resampler.draw(openStream(job.seed, path), drawn);
  const trades = unit === 'trade' ? draws : drawn.reduce((sum, day) => sum + population.start[day + 1] - population.start[day], 0);
  const resultOf = overlay?.(path, trades) ?? ((trade: number): number => population.pnl[trade]);
  const enter = (session: number, trade: number): void => {
    const { equity } = account;
    follower.asked(session, trade, account.open(trade), equity);
  };
  const leave = (trade: number): void => {
    const result = resultOf(trade);
    account.close(trade, result);
    follower.left(trade, result);
  };
  let next = 0;
  for (let session = 0; session < job.sessions; session++) {
    if (unit === 'trade') {
      for (const end = tradesUntil(session, draws, job.sessions); next < end; next++) {
        enter(session, drawn[next]);
        leave(drawn[next]);
      }
    } else {
      const day = drawn[session];
      for (let e = 2 * population.start[day]; e < 2 * population.start[day + 1]; e++) {
        const event = population.events[e];
        if (event > 0) enter(session, event - 1);
        else leave(-event - 1);
      }
    }
    account.endSession();
    follower.ended(session, account.equity);
  }
  return account;
};

/** Walks paths one decision at a time, each asked of the sizing module: the oracle of every quicker walker. */
export const simulateByOracle = (prepared: PreparedJob, ensemble: Ensemble, from: number, to: number): void => {
  const drawn = new Int32Array(prepared.draws);
  for (let path = from; path < to; path++) {
    const account = walk(prepared, ensemble.firstPath + path, drawn, {
      asked: () => undefined,
      left: () => undefined,
      ended: (session, equity) => {
        ensemble.balance[session * ensemble.paths + path] = equity;
      },
    });
    ensemble.withdrawn[path] = account.withdrawn;
    ensemble.maxDrawdown[path] = account.maxDrawdown;
    ensemble.maxDrawdownFraction[path] = account.maxDrawdownFraction;
    ensemble.lowest[path] = account.lowest;
    ensemble.haltedAt[path] = account.haltedAt;
    ensemble.trades[path] = account.trades;
    ensemble.wins[path] = account.wins;
  }
};

/**
 * Walks paths [from, to) of an ensemble. Any split of the paths gives the same bytes.
 *
 * Stream (seed, path) draws path `path`, so each can be walked again alone. Takes a lean walker where one serves the job.
 */
export const simulate = (prepared: PreparedJob, ensemble: Ensemble, from: number, to: number): void => {
  const lean = leanWalker(prepared);
  if (lean === undefined) simulateByOracle(prepared, ensemble, from, to);
  else lean(ensemble, from, to);
};

/** One trade of one path, as it was decided. Cents. */
export interface PathTrade {
  readonly session: number;
  /** Index into the population drawn from. */
  readonly trade: number;
  readonly contracts: number;
  readonly because: EntryReason;
  readonly pnlPerContract: number;
  readonly equityAtOpen: number;
}

export interface PathStory {
  readonly path: number;
  readonly trades: readonly PathTrade[];
  /** At the end of each session. */
  readonly balance: readonly number[];
  readonly haltedAt: number;
  readonly maxDrawdown: number;
}

/**
 * Walks one path alone and tells every decision.
 *
 * @example tellPath(prepareJob(job), 4711).trades[0] // { session: 0, contracts: 3, because: 'capped', ... }
 */
export const tellPath = (prepared: PreparedJob, path: number): PathStory => {
  const trades: PathTrade[] = [];
  const places = new Map<number, number>();
  const balance: number[] = [];
  const account = walk(prepared, path, new Int32Array(prepared.draws), {
    asked: (session, trade, { contracts, because }, equityAtOpen) => {
      places.set(trade, trades.length);
      trades.push({ session, trade, contracts, because, pnlPerContract: NaN, equityAtOpen });
    },
    left: (trade, pnlPerContract) => {
      const place = places.get(trade) ?? 0;
      trades[place] = { ...trades[place], pnlPerContract };
    },
    ended: (_session, equity) => balance.push(equity),
  });
  return { path, trades, balance, haltedAt: account.haltedAt, maxDrawdown: account.maxDrawdown };
};
