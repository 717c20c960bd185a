import type { Command } from 'commander';
import type { Study } from '../../backtest/index.ts';
import { parseStudy, presetSource } from '../../backtest/index.ts';
import { ConfigError, mustBe, RefusedError } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';
import { tradierSettings } from '../../live/index.ts';
import type { PromotedPlan } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import { checkNotDemoted, missingLocks } from '../desk/arming.ts';
import { readCertificate } from '../desk/certificate.ts';
import { sessionText } from '../desk/day-lines.ts';
import { accountFolder, defaultState, last4, recordsIn } from '../desk/folder.ts';
import { tradeToday } from '../desk/today.ts';
import { interrupted } from '../interrupt.ts';

interface Options {
  readonly certificate?: string;
  readonly state: string;
  readonly dailyLoss: string;
  readonly root: string;
  readonly file: string;
}

const lossOf = (text: string): number => {
  const dollars = Number(text);
  if (!(dollars > 0 && dollars <= 500)) throw new ConfigError('daily-loss', mustBe('--daily-loss', 'dollars above 0, at most 500', text, 'real money has no way round it'));
  return dollars;
};

/** The study a certificate binds: its plan at its costs. */
export const studyOf = ({ plan, certificate }: PromotedPlan): Study =>
  parseStudy({ version: 1, name: certificate.body.name.slice(0, 80), requires: certificate.body.dataset.grade, ...plan, execution: certificate.body.execution }, presetSource);

/** `gamma live`: real money. Five locks; anything missing only observes, anything wrong refuses. */
export const liveCommand = (): Command =>
  onRun<Options>(
    command('live', 'trade a promoted plan with real money at Tradier; refuses (6) without a valid certificate')
      .option('--certificate <file>', 'what gamma promote wrote')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--daily-loss <dollars>', 'entries end for the day at this loss; at most 500', '500')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--file <dataset>', 'dataset the recorded day is filed in; none files nothing', 'recorded')
      .addHelpText('after', `
The locks: a certificate whose every byte is as signed, in date and for this
program, on recorded data by the published policy; GAMMA_ARM=live:<last four>:
<today> in the environment; gamma arm, run today; a broker that agrees with the
journal; and no KILL or CLOSE_ONLY file. With arming missing it only observes.
A certificate or an account that gamma drift demoted is refused.

Examples:
  gamma arm --account 6YA12345
  GAMMA_ARM=live:2345:2026-11-24 gamma live --certificate certificate.json

The account's key comes from GAMMA_TRADIER_URL, _ACCOUNT and _TOKEN. See
docs/runbook.md.
`),
    async (io, options) => {
      const promoted = readCertificate(options.certificate, 'real money');
      const { hash } = promoted.certificate;
      checkNotDemoted(options.state, hash, undefined);
      const tradier = tradierSettings(process.env);
      if (!tradier.isReal) throw new RefusedError('not-real', mustBe('GAMMA_TRADIER_URL', 'the production address', tradier.baseUrl, 'that key trades no real money; use gamma paper'), 6);
      if (/^VA/i.test(tradier.account)) throw new RefusedError('not-real', mustBe('GAMMA_TRADIER_ACCOUNT', 'an account of real money', `...${last4(tradier.account)}, a sandbox account (VA...)`, 'give account and key of the real one, or use gamma paper'), 6);
      checkNotDemoted(options.state, hash, tradier.account);
      const folder = accountFolder(options.state, 'live', tradier.account);
      const { date } = newYorkTime(Date.now());
      const missing = missingLocks(folder, tradier.account, date, process.env.GAMMA_ARM);
      for (const lock of missing) io.log(`not armed: ${lock}`);
      if (missing.length > 0) io.log('observing: everything is decided and written down, nothing is sent');
      const done = await tradeToday(io, {
        broker: 'tradier', study: studyOf(promoted), promoted, tradier, state: options.state, account: tradier.account, dailyLoss: lossOf(options.dailyLoss),
        isObserving: missing.length > 0, root: options.root, file: options.file === 'none' ? undefined : options.file,
      });
      io.print(sessionText(done.state, recordsIn(done.folder), date));
      io.result({ date, end: done.end.kind, folder: done.folder, equity: done.state.equity, mode: done.state.mode, locks: missing });
      return done.end.kind === 'stopped' ? interrupted() : 0;
    },
  );
