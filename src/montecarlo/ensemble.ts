/** Where an ensemble's columns lie in its memory. */
export interface EnsembleShape {
  readonly paths: number;
  readonly sessions: number;
  /** 64-bit balances, where 32 bits could overflow. */
  readonly wide: boolean;
}

/**
 * Everything the paths wrote: P paths over H sessions, on one piece of shared memory.
 *
 * `balance` is day-major: session h of path p is at [h * P + p]. Money in cents.
 */
export interface Ensemble extends EnsembleShape {
  readonly memory: SharedArrayBuffer;
  /** Number of its first path among all paths of the job: names the random stream of each. */
  readonly firstPath: number;
  /** [H, P] at the end of each session. */
  readonly balance: Int32Array | Float64Array;
  /** [P] taken out over the path. */
  readonly withdrawn: Float64Array;
  readonly maxDrawdown: Float64Array;
  readonly maxDrawdownFraction: Float64Array;
  readonly lowest: Float64Array;
  /** [P] session of the halt, or -1. */
  readonly haltedAt: Int32Array;
  readonly trades: Int32Array;
  readonly wins: Int32Array;
}

const columnsOf64 = ['withdrawn', 'maxDrawdown', 'maxDrawdownFraction', 'lowest'] as const;
const columnsOf32 = ['haltedAt', 'trades', 'wins'] as const;

/** Bytes an ensemble of this shape takes. */
export const ensembleBytes = ({ paths, sessions, wide }: EnsembleShape): number =>
  paths * (8 * columnsOf64.length + 4 * columnsOf32.length + sessions * (wide ? 8 : 4));

/** The columns of an ensemble over memory made elsewhere; without memory, over new memory. */
export const ensembleOn = (shape: EnsembleShape, memory = new SharedArrayBuffer(ensembleBytes(shape)), firstPath = 0): Ensemble => {
  const { paths, sessions, wide } = shape;
  let offset = 0;
  const take = (bytes: number): number => {
    offset += bytes;
    return offset - bytes;
  };
  const [withdrawn, maxDrawdown, maxDrawdownFraction, lowest] = columnsOf64.map(() => new Float64Array(memory, take(8 * paths), paths));
  const cells = sessions * paths;
  const balance = wide ? new Float64Array(memory, take(8 * cells), cells) : new Int32Array(memory, take(4 * cells), cells);
  const [haltedAt, trades, wins] = columnsOf32.map(() => new Int32Array(memory, take(4 * paths), paths));
  // Written out, not spread: the engine keeps the shape of a literal, and with it what it compiled, from one ensemble to the next.
  return { paths, sessions, wide, memory, firstPath, balance, withdrawn, maxDrawdown, maxDrawdownFraction, lowest, haltedAt, trades, wins };
};

/** Balances of one session, one per path. */
export const sessionColumn = ({ balance, paths }: Ensemble, session: number): Int32Array | Float64Array =>
  balance.subarray(session * paths, (session + 1) * paths);
