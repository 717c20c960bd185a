/**
 * The house plan: each folder of src and the rooms it may import from.
 * ESLint enforces it; test/house.test.ts checks that it is acyclic and complete.
 */
export const rooms = {
  kernel: [],
  market: ['kernel'],
  formats: ['kernel', 'market'],
  strategy: ['kernel', 'market'],
  execution: ['kernel', 'market', 'strategy'],
  backtest: ['kernel', 'market', 'strategy', 'execution'],
  montecarlo: ['kernel', 'strategy'],
  research: ['kernel', 'market', 'strategy', 'execution', 'backtest', 'montecarlo'],
  compat: ['kernel', 'market', 'strategy', 'montecarlo'],
  report: ['kernel', 'market', 'strategy', 'backtest', 'montecarlo', 'research'],
  store: ['kernel', 'market', 'formats', 'strategy', 'execution', 'backtest', 'montecarlo', 'research', 'report'],
  pool: ['kernel', 'market', 'strategy', 'execution', 'backtest', 'montecarlo', 'research'],
  live: ['kernel', 'market', 'strategy', 'execution'],
  exchange: ['kernel', 'market'],
  simulator: ['kernel', 'market', 'strategy', 'execution', 'live', 'exchange'],
  serve: ['kernel', 'market', 'strategy', 'execution', 'backtest', 'montecarlo', 'research', 'report', 'store', 'pool'],
  library: ['kernel', 'market', 'backtest', 'montecarlo', 'research', 'report', 'store', 'pool'],
  cli: [
    'kernel', 'market', 'formats', 'strategy', 'execution', 'backtest', 'montecarlo', 'research', 'compat',
    'report', 'store', 'pool', 'live', 'simulator', 'serve',
  ],
};

/** Rooms that may touch disk, clock, threads, environment or network. */
export const doors = ['store', 'pool', 'live', 'simulator', 'serve', 'cli'];
