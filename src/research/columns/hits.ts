import type { ExitConfig, ExitsConfig, ExitScan, Opened } from '../../strategy/index.ts';
import { NEVER, scanOfExit, scanOfState, waitOfExit } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';
import { firstReaching } from './extremes.ts';
import type { GrowingColumn } from './growing.ts';
import { ownColumn } from './growing.ts';

/** First rows of a scan, from the row after the fill on: [N] rows of the packed columns, NEVER where there is none. */
const firstRows = ({ start, opened, view }: PackedCandidates, arm: (opened: Opened) => ExitScan, begin: (i: number) => number): GrowingColumn =>
  ownColumn(opened.length, (rows, from, to) => {
    for (let i = from; i < to; i++) {
      const last = start[i + 1] - 1;
      const first = begin(i);
      const hit = first > last ? NEVER : arm(opened[i])(view[i], first, last);
      rows[i] = hit > last ? NEVER : hit;
    }
  });

/** A rule's rows, where no state that switches it off had begun. */
const before = (own: GrowingColumn, starts: readonly GrowingColumn[]): GrowingColumn =>
  ownColumn(own.values().length, (rows, from, to) => {
    own.growTo(to);
    const free = own.values();
    for (let i = from; i < to; i++) rows[i] = free[i];
    for (const start of starts) {
      start.growTo(to);
      const begin = start.values();
      for (let i = from; i < to; i++) if (begin[i] <= free[i]) rows[i] = NEVER;
    }
  });

const remembering = <Key extends object, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
};

/** First-hit columns of a set of candidates, each made once for each rule and state. */
export interface HitColumns {
  /** [N] packed row at which an exit wants out, as far as the states that switch it off allow. */
  readonly of: (exit: ExitConfig, exits: ExitsConfig) => GrowingColumn;
}

/** What a rule's column depends on beside the rule: where its states come from. */
const sourcesOf = (exit: ExitConfig, exits: ExitsConfig): readonly object[] => {
  const trail = exits.rules.find(({ kind }) => kind === 'trailingStop');
  return (exit.unless ?? []).flatMap((state) => {
    const source = state === 'held' ? exits.hold : trail;
    return source === null || source === undefined ? [] : [source];
  });
};

/** Columns over packed candidates. Rules and states are told apart by identity: equal ones should be the same object. */
export const hitColumns = (packed: PackedCandidates): HitColumns => {
  const reaching = firstReaching(packed);
  const afterFill = (i: number): number => packed.start[i] + 1;
  const rows = remembering((exit: ExitConfig) => {
    const wait = waitOfExit(exit);
    return firstRows(packed, scanOfExit(exit), wait === undefined ? afterFill : reaching(wait));
  });
  const begins = remembering((source: object) => firstRows(packed, scanOfState(source as Parameters<typeof scanOfState>[0]), afterFill));
  const known = new Map<ExitConfig, { readonly sources: readonly object[]; readonly column: GrowingColumn }[]>();
  return {
    of: (exit, exits) => {
      const sources = sourcesOf(exit, exits);
      const own = rows(exit);
      if (sources.length === 0) return own;
      const made = known.get(exit) ?? [];
      const found = made.find((entry) => entry.sources.length === sources.length && entry.sources.every((source, k) => source === sources[k]));
      if (found !== undefined) return found.column;
      const column = before(own, sources.map(begins));
      known.set(exit, [...made, { sources, column }]);
      return column;
    },
  };
};
