import type { Command } from 'commander';
import { auditCommands } from './audit.ts';
import { backtestCommand } from './backtest.ts';
import { coverageCommand } from './coverage.ts';
import { dataCommands } from './data/index.ts';
import { explainCommand } from './explain.ts';
import { ledgerCommand } from './ledger.ts';
import { lookaheadCommand } from './lookahead.ts';
import { mcCommand } from './mc.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { reproduceCommand } from './reproduce.ts';
import { sizeCommand } from './size.ts';
import { sweepCommand } from './sweep.ts';
import { walkforwardCommand } from './walkforward.ts';
import { verifyCommand } from './verify.ts';

/** Every command of the program, in the order `gamma --help` lists them. */
export const commands: readonly (() => Command)[] = [
  dataCommands, planCommand, sizeCommand, backtestCommand, mcCommand, reportCommand, coverageCommand, explainCommand,
  lookaheadCommand, sweepCommand, walkforwardCommand, ledgerCommand, verifyCommand, reproduceCommand, auditCommands,
];
