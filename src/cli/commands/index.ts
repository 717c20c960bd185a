import type { Command } from 'commander';

/** A command by its name; its module is loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/** Every command of the program, in the order `gamma --help` lists them. */
export const commands: readonly CommandEntry[] = [
  { name: 'data', load: async () => (await import('./data/index.ts')).dataCommands() },
  { name: 'plan', load: async () => (await import('./plan.ts')).planCommand() },
  { name: 'size', load: async () => (await import('./size.ts')).sizeCommand() },
  { name: 'backtest', load: async () => (await import('./backtest.ts')).backtestCommand() },
  { name: 'mc', load: async () => (await import('./mc.ts')).mcCommand() },
  { name: 'report', load: async () => (await import('./report.ts')).reportCommand() },
  { name: 'compare', load: async () => (await import('./compare.ts')).compareCommand() },
  { name: 'serve', load: async () => (await import('./serve.ts')).serveCommand() },
  { name: 'coverage', load: async () => (await import('./coverage.ts')).coverageCommand() },
  { name: 'explain', load: async () => (await import('./explain.ts')).explainCommand() },
  { name: 'lookahead', load: async () => (await import('./lookahead.ts')).lookaheadCommand() },
  { name: 'sweep', load: async () => (await import('./sweep.ts')).sweepCommand() },
  { name: 'worker', load: async () => (await import('./worker.ts')).workerCommand() },
  { name: 'walkforward', load: async () => (await import('./walkforward.ts')).walkforwardCommand() },
  { name: 'validate', load: async () => (await import('./validate.ts')).validateCommand() },
  { name: 'ledger', load: async () => (await import('./ledger.ts')).ledgerCommand() },
  { name: 'verify', load: async () => (await import('./verify.ts')).verifyCommand() },
  { name: 'reproduce', load: async () => (await import('./reproduce.ts')).reproduceCommand() },
  { name: 'simulate-faults', load: async () => (await import('./simulate-faults.ts')).simulateFaultsCommand() },
  { name: 'audit', load: async () => (await import('./audit.ts')).auditCommands() },
  { name: 'paper', load: async () => (await import('./paper.ts')).paperCommand() },
  { name: 'status', load: async () => (await import('./status.ts')).statusCommand() },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctorCommand() },
  { name: 'promote', load: async () => (await import('./promote.ts')).promoteCommand() },
  { name: 'arm', load: async () => (await import('./arm.ts')).armCommand() },
  { name: 'live', load: async () => (await import('./live.ts')).liveCommand() },
  { name: 'flatten', load: async () => (await import('./flatten.ts')).flattenCommand() },
  { name: 'clear-halt', load: async () => (await import('./clear-halt.ts')).clearHaltCommand() },
  { name: 'import-balance', load: async () => (await import('./import-balance.ts')).importBalanceCommand() },
  { name: 'recover', load: async () => (await import('./recover.ts')).recoverCommand() },
  { name: 'adopt', load: async () => (await import('./adopt.ts')).adoptCommand() },
  { name: 'ignore', load: async () => (await import('./ignore.ts')).ignoreCommand() },
  { name: 'explain-cash', load: async () => (await import('./explain-cash.ts')).explainCashCommand() },
  { name: 'drift', load: async () => (await import('./drift.ts')).driftCommand() },
];
