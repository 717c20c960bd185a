import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { sizerOf } from '../../strategy/index.ts';
import { readStudy } from '../../store/index.ts';
import { command, onRun } from '../command.ts';

interface Options {
  readonly preset: string;
  readonly balance: string;
  readonly maxLoss: string;
  readonly openRisk: string;
}

const dollars = (flag: string, text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new ConfigError('number', mustBe(flag, 'an amount in dollars', text, 'write digits, such as 10000 or 9999.99'));
  }
  return Math.round(value * 100);
};

/** `gamma size`: how many contracts a plan's sizing answers, and why. */
export const sizeCommand = (): Command =>
  onRun<Options>(
    command('size', 'how many contracts a plan would trade at a balance, and the rule that decided')
      .requiredOption('-p, --preset <study>', 'built-in study or study file')
      .requiredOption('-b, --balance <dollars>', 'account equity')
      .option('--max-loss <dollars>', 'what one contract can lose, costs included', '500')
      .option('--open-risk <dollars>', 'what open positions can lose', '0'),
    (io, options) => {
      const { risk } = readStudy(options.preset, '--preset');
      const sizer = sizerOf(risk.sizing, risk.account);
      const equity = dollars('--balance', options.balance);
      const maxLoss = dollars('--max-loss', options.maxLoss);
      const openRisk = dollars('--open-risk', options.openRisk);
      if (maxLoss <= 0) throw new ConfigError('number', mustBe('--max-loss', 'above 0', options.maxLoss, 'give what one contract can lose'));
      const answer = sizer.size({ equity, openRisk, maxLoss });
      io.print(`${answer.contracts} contracts (${answer.because})`);
      io.result(answer);
      return Promise.resolve();
    },
  );
