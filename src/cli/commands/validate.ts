import { join } from 'node:path';
import type { Command } from 'commander';
import { readLedger, readPolicy, VALIDATION_FILE, writeValidation } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { gather } from '../validate/gather.ts';
import { validationText } from '../validate/print.ts';
import { subjectOf, sweepBehind } from '../validate/subject.ts';

interface Options {
  readonly root: string;
  readonly policy?: string;
  readonly sweep?: string;
  readonly walkforward?: string;
  readonly parity?: string;
  readonly trial?: string;
}

const VALIDATION_FAILED = 4;

/** `gamma validate`: everything known of a plan, judged by a policy; nothing unknown passes. */
export const validateCommand = (): Command =>
  onRun<Options>(
    command('validate', 'judge a run, or the best of a sweep, by every criterion of a policy')
      .argument('<folder>', 'run folder or sweep folder')
      .option('--policy <file>', 'thresholds; the published policy for real money when left out')
      .option('--sweep <folder>', 'the sweep the plan of a run was chosen from')
      .option('--walkforward <folder>', 'a walk-forward that could have chosen the plan')
      .option('--parity <file>', 'result of a replay through the runner; parity.json of the folder when left out')
      .option('--trial <n>', 'trial of a sweep to judge; its best within the constraints when left out')
      .option('--root <folder>', 'where datasets and their ledgers live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', `
Examples:
  gamma validate reports/panel --sweep reports/sweep-stops-1a2b --walkforward reports/walk-stops-3c4d
  gamma validate reports/sweep-stops-1a2b --policy paper.yaml --json

The run is made again, so that its evidence is this program's own. What was not
gathered does not pass. Exit code 4 when a criterion fails; the verdict is
written beside the run as validation.json. See docs/validation.md.`),
    async (io, options, [folder]) => {
      const policy = readPolicy(options.policy);
      const subject = await subjectOf(io, folder, options.root, options.trial);
      const sweep = options.sweep === undefined ? subject.sweep : sweepBehind(subject, options.sweep);
      const ledger = readLedger(options.root, subject.dataset.name);
      const validation = await gather(io, { folder, subject, sweep, ledger, policy, walkforward: options.walkforward, parity: options.parity });
      writeValidation(folder, validation);
      io.print(validationText(validation));
      io.print(join(folder, VALIDATION_FILE));
      io.result(validation);
      return validation.passed ? 0 : VALIDATION_FAILED;
    },
  );
