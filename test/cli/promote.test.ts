import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certify, readCertificate } from '../../src/cli/desk/certificate.ts';
import { accountFolder } from '../../src/cli/desk/folder.ts';
import { signText } from '../../src/cli/desk/keys.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { fileJournal, openJournal } from '../../src/live/index.ts';
import { noEvidence, standardPolicy, verdictOf } from '../../src/research/index.ts';
import { codeIdentity, policyHashOf, readLedger, readManifest, sha256, writeValidation } from '../../src/store/index.ts';
import type { ValidationFile } from '../../src/store/index.ts';
import type { Certificate } from '../../src/strategy/index.ts';
import { gamma, scratch } from '../support/panel.ts';

const DAY_MS = 86_400_000;

describe('a promotion', { timeout: 120_000 }, () => {
  const place = scratch();
  const root = join(place.path, 'datasets');
  const run = join(place.path, 'run');
  const file = join(run, 'certificate.json');
  const before = { ...process.env };

  /** A verdict on the run as the validation would write it, with the findings given. */
  const judge = (passed: boolean, change: Partial<ValidationFile> = {}): void => {
    const manifest = readManifest(run);
    const ledger = readLedger(root, 'small');
    writeValidation(run, {
      version: 1, passed,
      subject: {
        kind: 'run', id: manifest.id, name: manifest.study.name, configuration: null, planHash: manifest.planHash, studyHash: manifest.studyHash,
        dataset: { name: 'small', sha256: manifest.dataset.sha256, grade: manifest.grade }, code: codeIdentity().sha256,
      },
      policy: standardPolicy, policyHash: policyHashOf(standardPolicy), ledger: { trials: ledger.length, sha256: sha256(canonicalJson(ledger)) },
      evidence: noEvidence, sources: {}, luck: {} as ValidationFile['luck'], sweepLuck: null,
      findings: verdictOf(noEvidence, standardPolicy).findings.map((finding) => ({ ...finding, passed })),
      ...change,
    });
  };
  const promote = (...more: string[]) => gamma('promote', run, '--root', root, '--approver', 'A. Tester', ...more);
  const live = (certificate: string | undefined) => gamma('live', ...(certificate === undefined ? [] : ['--certificate', certificate]), '--state', join(place.path, 'state'));
  const written = (name: string, certificate: unknown): string => {
    const path = join(place.path, name);
    writeFileSync(path, JSON.stringify(certificate));
    return path;
  };
  /** The certificate with its body changed and signed again by the same key: what only its owner could do. */
  const resigned = (change: (body: Certificate['body']) => unknown): unknown => {
    const body = change((JSON.parse(readFileSync(file, 'utf8')) as Certificate).body);
    const hash = sha256(canonicalJson(body));
    return { body, hash, ...signText(hash) };
  };
  const asRecorded = (body: Certificate['body']): Certificate['body'] => ({ ...body, dataset: { ...body.dataset, grade: 'recorded' } });

  beforeAll(async () => {
    process.env.GAMMA_KEYS = join(place.path, 'keys');
    for (const line of [
      ['data', 'synthesize', '--market', 'fair', '--sessions', '4', '--dataset', 'small', '--root', root],
      ['backtest', '-c', 'seed-live-0110', '-d', 'small', '--root', root, '-o', run],
    ]) {
      const { code, err } = await gamma(...line);
      if (code !== 0) throw new Error(err);
    }
  });
  afterAll(() => {
    process.env = before;
    place.dispose();
  });

  it('needs a verdict, a key, somebody to answer for it, and every criterion passed', async () => {
    expect(await promote()).toMatchObject({ code: 3, err: expect.stringContaining('run gamma validate') as string });
    judge(true);
    expect(await promote()).toMatchObject({ code: 2, err: expect.stringContaining('gamma promote --init') as string });
    expect((await gamma('promote', '--init')).code).toBe(0);
    expect(await gamma('promote', '--init')).toMatchObject({ code: 2, err: expect.stringContaining('without a key') as string });
    expect(await gamma('promote', run, '--root', root)).toMatchObject({ code: 2, err: expect.stringContaining('--approver') as string });
    judge(false);
    expect(await promote()).toMatchObject({ code: 4, err: expect.stringContaining('passed by every criterion') as string });
  });

  it('is refused when the verdict is about another plan, policy, program or ledger, or the run was changed', async () => {
    const { subject } = JSON.parse(readFileSync(join(run, 'validation.json'), 'utf8')) as ValidationFile;
    const other = 'f'.repeat(64);
    for (const [change, words] of [
      [{ subject: { ...subject, planHash: other } }, 'about run'],
      [{ policyHash: other }, 'as it was judged'],
      [{ subject: { ...subject, code: other } }, 'the one that ran and validated it'],
      [{ ledger: { trials: 0, sha256: other } }, 'trials of the verdict'],
      [{ subject: { ...subject, dataset: { ...subject.dataset, sha256: other } } }, 'as it was validated'],
    ] as const) {
      judge(true, change);
      expect(await promote()).toMatchObject({ code: 4, err: expect.stringContaining(words) as string });
    }
    judge(true);
    const trades = readFileSync(join(run, 'trades.csv'));
    writeFileSync(join(run, 'trades.csv'), Buffer.concat([trades, Buffer.from('\n')]));
    expect(await promote()).toMatchObject({ code: 4, err: expect.stringContaining('trades.csv') as string });
    writeFileSync(join(run, 'trades.csv'), trades);
  });

  it('binds plan, costs, data, program, ledger, policy and an end, and paper accepts it', async () => {
    judge(true);
    const { code, out, err } = await promote('--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ grade: 'synthetic', approver: 'A. Tester' });
    const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
    const manifest = readManifest(run);
    expect(certificate.body).toMatchObject({ planHash: manifest.planHash, dataset: { sha256: manifest.dataset.sha256 }, code: { sha256: codeIdentity().sha256 }, maxTrades: 60 });
    expect(certificate.body.expires - certificate.body.issued).toBe(30 * DAY_MS);
    expect(readCertificate(file, 'paper').plan).toEqual({ strategy: manifest.study.strategy, risk: manifest.study.risk });
    const paper = await gamma('paper', '--certificate', file, '--root', root, '--date', '2023-02-23', '--state', join(place.path, 'state'), '--json');
    expect(paper.code).toBe(0);
  });

  it('is what drift holds the account to: without enough trades it says so, and it accepts no other certificate', async () => {
    const state = join(place.path, 'state');
    const calm = await gamma('drift', '--certificate', file, '--state', state, '--dataset', 'small', '--root', root);
    expect(calm).toMatchObject({ code: 0, out: expect.stringContaining('the first review comes after 10 trades') as string });
    const { out } = await gamma('drift', '--certificate', file, '--state', state, '--json');
    expect(JSON.parse(out)).toMatchObject({ trades: 0, place: null, looks: [], isHalted: false, bootstrap: { winRate: 0.582 } });
    expect(existsSync(join(state, 'replay-0001', 'DEMOTED'))).toBe(false);
    expect((await gamma('drift', '--certificate', join(place.path, 'nowhere.json'), '--state', state)).code).toBe(6);
  });

  it('is looked at by the doctor, with the journal, the balance file and the calendar', async () => {
    const state = join(place.path, 'state');
    const well = await gamma('doctor', '--certificate', file, '--state', state, '--json');
    const { checks } = JSON.parse(well.out) as { checks: { what: string; verdict: string; words: string }[] };
    const verdictOn = (what: string): string | undefined => checks.find((check) => check.what === what)?.verdict;
    expect([verdictOn('certificate'), verdictOn('replay-0001 journal'), verdictOn('replay-0001 balance file')]).toEqual(['ok', 'ok', 'ok']);
    writeFileSync(join(state, 'replay-0001', 'account_balance.json'), '{');
    const journal = join(state, 'replay-0001', 'journal', '2023-02-23.jsonl');
    const whole = readFileSync(journal);
    expect((await gamma('doctor', '--state', state)).out).toMatch(/WARN\s+replay-0001 balance file/);
    const bent = Buffer.from(whole);
    bent[40] ^= 1;
    writeFileSync(journal, bent);
    expect(await gamma('doctor', '--state', state)).toMatchObject({ code: 4, out: expect.stringMatching(/FAIL\s+replay-0001 journal/) as string });
    writeFileSync(journal, whole);
    expect(await gamma('doctor', '--certificate', join(place.path, 'nowhere.json'), '--state', state)).toMatchObject({ code: 4 });
  });

  it('is refused by gamma live with exit code 6 and the reason: missing, synthetic, lenient, expired, early, for another program', async () => {
    const cutShort = (): string => {
      const path = join(place.path, 'short.json');
      writeFileSync(path, readFileSync(file).subarray(0, 900));
      return path;
    };
    const reasons: [string | undefined, string][] = [
      [undefined, 'the file gamma promote wrote'],
      [join(place.path, 'nowhere.json'), 'no such file: check the path'],
      [place.path, 'no such file: check the path'],
      [file, 'of grade recorded, found "synthetic"'],
      [written('lenient.json', resigned((body) => ({ ...asRecorded(body), policy: { ...body.policy, isPublished: false } }))), 'the published policy'],
      [written('expired.json', resigned((body) => ({ ...asRecorded(body), issued: 1, expires: 2 }))), 'in date, found "expired 1970-01-01"'],
      [written('early.json', resigned((body) => ({ ...asRecorded(body), issued: Date.now() + DAY_MS }))), 'in date, found "issued'],
      [written('other.json', resigned((body) => ({ ...asRecorded(body), code: { ...body.code, sha256: 'e'.repeat(64) } }))), 'for the running program'],
      [written('plan.json', resigned((body) => ({ ...asRecorded(body), plan: { ...body.plan, risk: { ...body.plan.risk, account: { ...body.plan.risk.account, haltBelow: 0.4 } } } }))), 'about its own plan'],
      [written('text.json', 'hello'), 'as gamma promote writes it'],
      [cutShort(), 'whole JSON'],
    ];
    for (const [path, words] of reasons) {
      const { code, err } = await live(path);
      expect(err).toContain(words);
      expect(code).toBe(6);
    }
  });

  it('is refused with one byte changed, whichever it is', () => {
    const whole = readFileSync(file);
    const changed = join(place.path, 'changed.json');
    for (let at = 0; at < whole.length; at += 1 + (at % 17)) {
      const bent = Buffer.from(whole);
      bent[at] ^= 1;
      writeFileSync(changed, bent);
      expect(() => readCertificate(changed, 'paper'), `byte ${at}`).toThrow(/certificate must be|must be/);
    }
  });

  it('is refused when another key signed it, or there is none to tell by', async () => {
    const good = process.env.GAMMA_KEYS;
    process.env.GAMMA_KEYS = join(place.path, 'other-keys');
    expect(await live(file)).toMatchObject({ code: 6, err: expect.stringContaining('copy promote.pub from there') as string });
    await gamma('promote', '--init');
    expect(await live(file)).toMatchObject({ code: 6, err: expect.stringContaining('signed by the key of this machine') as string });
    process.env.GAMMA_KEYS = good;
  });

  it('is refused with the paper account\'s key, and does not arm without both acts', async () => {
    const recorded = written('recorded.json', resigned(asRecorded));
    Object.assign(process.env, { GAMMA_TRADIER_URL: 'https://sandbox.tradier.com/v1', GAMMA_TRADIER_ACCOUNT: 'VA12345678', GAMMA_TRADIER_TOKEN: 'not-a-token' });
    expect(await live(recorded)).toMatchObject({ code: 6, err: expect.stringContaining('the production address') as string });
    process.env.GAMMA_TRADIER_URL = 'https://api.tradier.com/v1';
    expect(await live(recorded)).toMatchObject({ code: 6, err: expect.stringContaining('a sandbox account (VA...)') as string });
    const armed = await gamma('arm', '--account', '6YA12345', '--state', join(place.path, 'state'), '--json');
    expect(JSON.parse(armed.out)).toMatchObject({ armed: true, word: expect.stringMatching(/^live:2345:\d{4}-\d\d-\d\d$/) as string });
  });

  describe('on an account that trades', () => {
    /** A certificate on recorded data whose evidence wins 14 of 24 trades, 120 dollars each, and loses 100 otherwise. */
    const evidence = Array.from({ length: 24 }, (_, i) => (i % 12 < 7 ? 12_000 : -10_000));
    const certificate = (): string => written('traded.json', resigned((body) => ({ ...asRecorded(body), results: evidence })));
    const state = join(place.path, 'traded');

    /** The journal of a live account: one session a trade, one contract, settled for the result a contract given. */
    const traded = (account: string, results: readonly number[], under: string | null): string => {
      const { hash, body } = JSON.parse(readFileSync(certificate(), 'utf8')) as Certificate;
      const { plan: { risk } } = readCertificate(certificate(), 'paper');
      const folder = accountFolder(state, 'live', account);
      results.forEach((result, i) => {
        const session = `2026-0${3 + Math.floor(i / 20)}-${String(1 + (i % 20)).padStart(2, '0')}`;
        const journal = openJournal(fileJournal(folder), { now: () => Date.parse(`${session}T15:00:00Z`), session, acct: 'live:test' }, () => undefined);
        const spread = { kind: 'putVertical' as const, legs: [{ right: 'put' as const, strike: 5900, ratio: -1 }, { right: 'put' as const, strike: 5890, ratio: 1 }] };
        const tag = `g1-test-${session.replaceAll('-', '')}-${i + 1}-o-1`;
        const debit = 15_000 - result;
        journal.append({ kind: 'sessionOpened', planHash: under === null ? 'another plan' : body.planHash, certificate: under === null ? null : hash, code: 'c', commit: null, node: 'n', equity: 2_000_000, cash: 2_000_000, openPositions: [], risk });
        journal.append({ kind: 'decided', minute: 600, decided: [{ kind: 'open', position: i + 1, slot: '10:00', spread, label: '', pin: null, contracts: 1, because: 'kelly', atLeast: 150, maxLoss: 85_000, until: 605, mid: 150, spot: 5920, vix: 14, distance: 20, gates: [] }] });
        journal.append({ kind: 'submitting', position: i + 1, reason: 'entry', part: null, order: { tag, effect: 'open', legs: [], contracts: 1, limit: 150, urgency: 'entry' } });
        journal.append({ kind: 'acknowledged', tag, brokerId: String(i) });
        journal.append({ kind: 'fill', tag, filled: 1, price: 150, fees: 0, areFeesEstimated: false, minute: 601 });
        journal.append({ kind: 'settled', position: i + 1, contracts: 1, settlement: 5900, debit, fees: 0 });
        journal.append({ kind: 'sessionClosed', equity: 2_000_000, cash: null, trades: 1, orders: 1, rows: 1, reconciled: true });
      });
      return folder;
    };
    const drift = (account: string) => gamma('drift', '--certificate', certificate(), '--state', state, '--account', account, '--json');
    const start = () => gamma('live', '--certificate', certificate(), '--state', state);
    /** With this key a certificate that nothing speaks against is refused for the key alone, and no broker is asked. */
    beforeAll(() => void Object.assign(process.env, { GAMMA_TRADIER_URL: 'https://sandbox.tradier.com/v1', GAMMA_TRADIER_ACCOUNT: 'VA12341111', GAMMA_TRADIER_TOKEN: 'not-a-token' }));

    it('is left alone by drift while the account wins as the evidence did', async () => {
      const folder = traded('6YA11111', [...evidence].slice(0, 12), 'certificate');
      const { code, out } = await drift('6YA11111');
      expect(JSON.parse(out)).toMatchObject({ colour: 'green', trades: 12, looks: [{ trades: 10, wins: 7, isAlarm: false }] });
      expect(code).toBe(0);
      expect(existsSync(join(folder, 'DEMOTED'))).toBe(false);
      expect(await start()).toMatchObject({ code: 6, err: expect.stringContaining('the production address') as string });
    });

    it('is not judged by trades of another plan or certificate', async () => {
      traded('6YA12222', Array.from({ length: 12 }, () => -10_000), null);
      const { code, out } = await drift('6YA12222');
      expect(JSON.parse(out)).toMatchObject({ colour: 'green', trades: 0 });
      expect(code).toBe(0);
    });

    it('is demoted by drift, exit code 4, once the account loses what the evidence never did, and then refused by gamma live on every account', async () => {
      const folder = traded('6YA13333', Array.from({ length: 12 }, (_, i) => (i === 0 ? 12_000 : -10_000)), 'certificate');
      const { code, out } = await drift('6YA13333');
      expect(code).toBe(4);
      expect(JSON.parse(out)).toMatchObject({ colour: 'red', looks: [{ trades: 10, wins: 1, alarmAt: 1, isAlarm: true }] });
      const refused = await start();
      expect(refused).toMatchObject({ code: 6, err: expect.stringContaining('drift has not demoted') as string });
      expect(refused.err).toContain(join(folder, 'DEMOTED'));
      expect((await gamma('drift', '--certificate', certificate(), '--state', state, '--account', '6YA13333')).out).toContain('gamma live refuses this certificate');
      rmSync(join(folder, 'DEMOTED'));
      expect(await start()).toMatchObject({ code: 6, err: expect.stringContaining('the production address') as string });
    });

    it('refuses a demoted account whatever the certificate', async () => {
      const folder = traded('6YA14444', [12_000], 'certificate');
      writeFileSync(join(folder, 'DEMOTED'), '2026-03-01T00:00:00.000Z drift from certificate of another plan\n');
      Object.assign(process.env, { GAMMA_TRADIER_URL: 'https://api.tradier.com/v1', GAMMA_TRADIER_ACCOUNT: '6YA14444' });
      expect(await start()).toMatchObject({ code: 6, err: expect.stringContaining('drift has not demoted') as string });
    });
  });

  it('can be made for less time, never for more than sixty days or three contracts', async () => {
    for (const more of [['--days', '61'], ['--days', '0'], ['--contracts', '4']]) expect((await promote(...more)).code).toBe(2);
    const short = await certify(run, root, { approver: 'A', days: 1, maxContracts: 1, now: Date.now() - 2 * DAY_MS });
    expect(() => readCertificate(written('short.json', short), 'paper')).toThrow(/expired/);
  });
});
