import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { hardCaps } from '../../live/index.ts';
import { writeFileAtomic } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { certify } from '../desk/certificate.ts';
import { keyFolder, makeKeys } from '../desk/keys.ts';

interface Options {
  readonly init?: boolean;
  readonly approver?: string;
  readonly days: string;
  readonly contracts: string;
  readonly out?: string;
  readonly root: string;
}

const whole = (flag: string, text: string, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 1 && value <= most)) throw new ConfigError('number', mustBe(flag, `a whole number from 1 to ${most}`, text, 'see gamma promote --help'));
  return value;
};

/** `gamma promote`: a validated run becomes a certificate, signed, with an end date. */
export const promoteCommand = (): Command =>
  onRun<Options>(
    command('promote', 'bind a validated run into a signed certificate that a runner accepts')
      .argument('[run]', 'run folder with its validation.json')
      .option('--init', 'make the signing key, once, outside the project')
      .option('--approver <name>', 'who answers for it')
      .option('--days <n>', 'days until it expires, at most 60', '30')
      .option('--contracts <n>', `most contracts an order may have, at most ${hardCaps.contractsPerOrder}`, String(hardCaps.contractsPerOrder))
      .option('-o, --out <file>', 'certificate file; certificate.json in the run folder when left out')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', `
Examples:
  gamma promote --init                                  once for each machine
  gamma validate reports/my-run && gamma promote reports/my-run --approver "A. Name"

Plan, costs, data, program, ledger, policy, verdicts and end date are bound;
one changed byte refuses to load. Exit code 4 when the evidence does not carry.
`),
    async (io, options, [run]) => {
      if (options.init === true) {
        const key = makeKeys();
        io.print(`key ${key} made in ${keyFolder()}; keep promote.key there and copy it nowhere`);
        io.result({ key, folder: keyFolder() });
        return;
      }
      if (run === undefined || options.approver === undefined || options.approver.trim() === '') {
        throw new ConfigError('promote', mustBe('gamma promote', 'given a run folder and --approver', `${run ?? 'no run'}, ${options.approver ?? 'no approver'}`, 'somebody must answer for it; or --init to make the key'));
      }
      const certificate = await certify(run, options.root, {
        approver: options.approver.trim(), days: whole('--days', options.days, 60), maxContracts: whole('--contracts', options.contracts, hardCaps.contractsPerOrder), now: Date.now(),
      });
      const file = options.out ?? join(run, 'certificate.json');
      writeFileAtomic(file, `${JSON.stringify(certificate, null, 2)}\n`);
      const { body } = certificate;
      io.print(`${body.name} promoted by ${body.approver} until ${new Date(body.expires).toISOString().slice(0, 10)}`);
      io.print(`evidence           grade ${body.dataset.grade}, run ${body.run.id}, ${body.ledger.trials} trials, ${body.verdicts.length} criteria passed`);
      io.print(`accepted by        gamma paper${body.dataset.grade === 'recorded' && body.policy.isPublished ? ' and gamma live' : '; not gamma live (grade or policy)'}`);
      io.print(`certificate        ${file} (${certificate.hash.slice(0, 12)})`);
      io.result({ file, hash: certificate.hash, planHash: body.planHash, grade: body.dataset.grade, expires: body.expires, approver: body.approver });
    },
  );
