import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isGammaError } from '../../kernel/index.ts';
import { addDays, CALENDAR_LAST, hasZeroDayExpiry, isSession, newYorkTime } from '../../market/index.ts';
import type { JournalRecord } from '../../live/index.ts';
import { heldContracts, lockHolder, tradierBroker, tradierSettings } from '../../live/index.ts';
import { codeIdentity } from '../../store/index.ts';
import { readCertificate } from './certificate.ts';
import { accountFolders, recordsIn } from './folder.ts';
import { keyFolder } from './keys.ts';
import { ledgerOf } from './ledger.ts';
import { checkCalendar } from './market-day.ts';

/** One thing looked at. */
export interface CheckUp {
  readonly what: string;
  readonly verdict: 'ok' | 'warn' | 'fail';
  readonly words: string;
}

const ok = (what: string, words: string): CheckUp => ({ what, verdict: 'ok', words });
const warn = (what: string, words: string): CheckUp => ({ what, verdict: 'warn', words });
const fail = (what: string, words: string): CheckUp => ({ what, verdict: 'fail', words });

/** Whether the balance file says what the journal says. */
const balanceCheck = (folder: string, what: string, equity: number): CheckUp => {
  try {
    const { balance } = JSON.parse(readFileSync(join(folder, 'account_balance.json'), 'utf8')) as { balance: number };
    return Math.round(balance * 100) === equity ? ok(what, 'agrees with the journal') : warn(what, `says ${balance}, the journal ${equity / 100}; it is written anew at the next session`);
  } catch {
    return warn(what, 'missing or damaged; it is written anew at the next session');
  }
};

const lastSessions = (records: readonly JournalRecord[]): { session: string; reconciled: boolean }[] =>
  records.flatMap((record) => (record.kind === 'sessionClosed' ? [{ session: record.session, reconciled: record.reconciled }] : [])).slice(-5);

const accountChecks = async (state: string, name: string): Promise<CheckUp[]> => {
  const folder = join(state, name);
  const found: CheckUp[] = [];
  const mode = statSync(folder).mode & 0o077;
  found.push(mode === 0 ? ok(`${name} folder`, 'closed to others') : fail(`${name} folder`, `open to others; chmod 700 ${folder}`));
  let records: readonly JournalRecord[];
  try {
    records = recordsIn(folder);
  } catch (error) {
    return [...found, fail(`${name} journal`, isGammaError(error) ? error.message : String(error))];
  }
  found.push(ok(`${name} journal`, `${records.length} records, every checksum right`));
  const holder = await lockHolder(folder);
  found.push(ok(`${name} runner`, holder === undefined ? 'none' : `process ${holder}`));
  if (!records.some(({ kind }) => kind === 'sessionOpened')) return found;
  const account = ledgerOf(records, folder);
  found.push(balanceCheck(folder, `${name} balance file`, account.equity));
  const bad = lastSessions(records).filter(({ reconciled }) => !reconciled);
  found.push(bad.length === 0 ? ok(`${name} sessions`, 'the last five closed in agreement') : fail(`${name} sessions`, `closed without agreement: ${bad.map(({ session }) => session).join(', ')}`));
  const held = [...account.positions.values()].filter((position) => heldContracts(position) > 0).length;
  if (held > 0 && holder === undefined) found.push(fail(`${name} positions`, `${held} held and nobody watches`));
  if (account.isHalted || account.mode === 'halted') found.push(warn(`${name} halt`, account.modeWhy === '' ? 'below the share of the start' : account.modeWhy));
  const { bavail, bsize } = statfsSync(folder);
  found.push(bavail * bsize > 1e9 ? ok('disk', `${Math.round((bavail * bsize) / 1e9)} GB free`) : fail('disk', 'less than 1 GB free'));
  return found;
};

const calendarChecks = (): CheckUp[] => {
  const { date } = newYorkTime(Date.now());
  const reach = addDays(date, 30) <= CALENDAR_LAST;
  return [
    reach ? ok('calendar', `known to ${CALENDAR_LAST}`) : fail('calendar', `ends ${CALENDAR_LAST}; a newer version is needed`),
    isSession(date) && hasZeroDayExpiry(date) ? ok('today', `${date} trades and has an expiry`) : warn('today', `${date} has nothing to trade`),
  ];
};

const brokerChecks = async (): Promise<CheckUp[]> => {
  if (process.env.GAMMA_TRADIER_TOKEN === undefined) return [warn('broker', 'no key in the environment; replay needs none')];
  const settings = tradierSettings(process.env);
  const { date } = newYorkTime(Date.now());
  const tradier = tradierBroker(settings, { date, now: Date.now, elapsed: () => performance.now(), log: () => undefined });
  const facts = await tradier.broker.equity();
  if (facts.kind === 'unhealthy') return [fail('broker', tradier.redact(facts.why))];
  const found = [ok('broker', `answers for ...${facts.value.account.slice(-4)}, ${facts.value.isReal ? 'real money' : 'not real money'}`)];
  const apart = Date.now() - tradier.brokerNow();
  found.push(Math.abs(apart) > 2000 ? fail('clock', `${apart} ms from the broker's`) : Math.abs(apart) > 250 ? warn('clock', `${apart} ms from the broker's`) : ok('clock', `${apart} ms from the broker's`));
  if (facts.value.maySpread === false) found.push(fail('options', 'the account may not sell spreads'));
  if (facts.value.dayTradesLeft !== undefined) found.push(warn('day trades', `${facts.value.dayTradesLeft} left under the day-trader rule`));
  if (isSession(date)) {
    try {
      await checkCalendar(tradier, date);
      found.push(ok('calendars', 'ours and the broker\'s agree on today'));
    } catch (error) {
      found.push(fail('calendars', error instanceof Error ? tradier.redact(error.message) : 'unreadable'));
    }
  }
  return found;
};

/** Everything a runner needs, looked at without changing it. */
export const checkUp = async (state: string, certificate: string | undefined): Promise<CheckUp[]> => {
  const code = codeIdentity();
  const found: CheckUp[] = [ok('program', `${code.version}, ${code.sha256.slice(0, 12)}, node ${code.node}`), ...calendarChecks()];
  found.push(existsSync(join(keyFolder(), 'promote.pub')) ? ok('key', `in ${keyFolder()}`) : warn('key', 'none; gamma promote --init makes it'));
  if (certificate !== undefined) {
    try {
      const { body } = readCertificate(certificate, 'paper').certificate;
      found.push(ok('certificate', `${body.name}, grade ${body.dataset.grade}, ${Math.floor((body.expires - Date.now()) / 86_400_000)} days left`));
    } catch (error) {
      found.push(fail('certificate', error instanceof Error ? error.message : 'unreadable'));
    }
  }
  found.push(process.env.GAMMA_HEALTH_URL === undefined ? warn('health ping', 'GAMMA_HEALTH_URL is not set') : ok('health ping', 'set'));
  found.push(process.env.GAMMA_ALERT_URL === undefined ? warn('alerts', 'GAMMA_ALERT_URL is not set') : ok('alerts', 'set'));
  found.push(...(await brokerChecks()));
  for (const name of accountFolders(state)) found.push(...(await accountChecks(state, name)));
  return found;
};
