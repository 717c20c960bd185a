import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { presets } from '../backtest/index.ts';
import { ConfigError, isGammaError, mustBe } from '../kernel/index.ts';
import type { MonteCarloAnswer } from '../montecarlo/index.ts';
import type { ReportRun } from '../report/index.ts';
import { datasetNames, presetText, readJson, reportPage, studyFromText } from '../store/index.ts';
import { runAddress } from './addresses.ts';
import { answering, questionOf } from './ask.ts';
import type { Fields } from './ask.ts';
import { assetOf } from './assets.ts';
import type { Gate } from './guard.ts';
import { guard } from './guard.ts';
import { openJobs } from './jobs.ts';
import type { Jobs, Work } from './jobs.ts';
import { openLibrary } from './library.ts';
import { aheadPage } from './pages/ahead.ts';
import { comparePage } from './pages/compare.ts';
import { dayPage } from './pages/day.ts';
import { homePage } from './pages/home.ts';
import { monthPage } from './pages/month.ts';
import { planPage } from './pages/plan.ts';
import type { Schema } from './pages/plan.ts';
import { promotePage } from './pages/promote.ts';
import type { Verdict } from './pages/promote.ts';
import { runPage } from './pages/run.ts';
import type { SweepFacts } from './pages/sweep.ts';
import { sweepPage, sweepsPage } from './pages/sweep.ts';
import { tradePage } from './pages/trade.ts';
import { openTeller } from './trades.ts';

/** A backtest asked for from the plan editor. */
export interface BacktestRequest {
  readonly study: string;
  readonly dataset: string;
  /** Empty: all sessions. */
  readonly timerange: string;
}

export interface AppOptions {
  /** Folder of runs and sweeps. */
  readonly runs: string;
  readonly datasets: string;
  readonly gate: Gate;
  readonly schema: Schema;
  /** Runs a backtest elsewhere; its value is the id of the new run. */
  readonly backtest: (request: BacktestRequest) => Work<string>;
}

/** Largest body read, bytes. */
const MOST_BYTES = 256 * 1024;

const notFound = (c: Context, what: string): Response => c.text(`There is no ${what} here.`, 404);

/** Fields of a request's body. @throws ConfigError where it is JSON, but holds no fields */
const fieldsOf = async (c: Context): Promise<Fields> => {
  const body = await c.req.json<unknown>();
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ConfigError('body', mustBe('the body', 'an object of fields', body, 'send the fields of the form'));
  return body as Fields;
};

/** The workbench as an application of requests and answers; nothing listens yet. */
export const appOf = (options: AppOptions): { readonly app: Hono; readonly jobs: Jobs } => {
  const { runs: root, datasets, gate, schema } = options;
  const app = new Hono();
  const jobs = openJobs();
  const library = openLibrary(root);
  const teller = openTeller(datasets);
  const answers = (id: string): MonteCarloAnswer | null => {
    const job = jobs.find(id);
    return job?.state === 'done' ? (job.value as MonteCarloAnswer) : null;
  };

  app.use(guard(gate));
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ error: `a body may hold at most ${MOST_BYTES} bytes` }, 413) }));
  app.onError((error, c) => c.json({ error: error.message }, isGammaError(error) || error instanceof SyntaxError ? 400 : 500));

  app.get('/assets/:name', (c) => {
    const asset = assetOf(c.req.param('name'));
    return asset === undefined ? notFound(c, 'such file') : c.body(asset.text, 200, { 'Content-Type': asset.type });
  });
  app.get('/', (c) => c.html(homePage(library.runs())));

  /** A page of one run; the run's name is looked up, never joined to a path unseen. */
  const ofRun = (path: string, page: (c: Context, id: string, run: ReportRun) => Response | Promise<Response>): void => {
    app.get(`/run/:id${path}`, (c) => {
      const found = library.run(c.req.param('id') ?? '');
      if (found?.run === undefined) return notFound(c, found?.problem === undefined ? 'such run' : `readable run: ${found.problem}`);
      return page(c, found.id, found.run);
    });
  };
  ofRun('', (c, id, run) => c.html(runPage(id, run)));
  const sheets = new WeakMap<ReportRun, Promise<string>>();
  ofRun('/report', async (c, _id, run) => {
    const sheet = sheets.get(run) ?? reportPage(run);
    sheets.set(run, sheet);
    c.header('Content-Security-Policy', "frame-ancestors 'none'");
    return c.html(await sheet);
  });
  ofRun('/month/:month', (c, id, run) => {
    const page = monthPage(id, run, c.req.param('month') ?? '');
    return page === undefined ? notFound(c, 'such month') : c.html(page);
  });
  ofRun('/day/:date', (c, id, run) => {
    const page = dayPage(id, run, c.req.param('date') ?? '');
    return page === undefined ? notFound(c, 'such session') : c.html(page);
  });
  ofRun('/trade/:trade', async (c, id, run) => {
    const logged = run.trades.find((trade) => String(trade.id) === c.req.param('trade'));
    const told = logged === undefined ? undefined : await teller.tell(library.folderOf(id), logged);
    return told === undefined ? notFound(c, 'such trade') : c.html(tradePage(id, run, told.trade, told.rows, told.chain));
  });
  ofRun('/ahead', (c, id, run) => {
    const asked = c.req.query('job');
    const answer = asked === undefined ? null : answers(asked);
    return c.html(aheadPage(id, run, answer ?? run.monteCarlo, answer !== null));
  });
  ofRun('/promote', (c, id, run) => {
    const folder = library.folderOf(id);
    return c.html(promotePage(id, run, existsSync(join(folder, 'validation.json')) ? readJson<Verdict>(folder, 'validation.json') : null, folder));
  });
  app.post('/run/:id/ahead', async (c) => {
    const found = library.run(c.req.param('id'));
    if (found?.run === undefined) return notFound(c, 'such run');
    const question = questionOf(library.folderOf(found.id), await fieldsOf(c));
    return c.json({ job: jobs.start(answering(question), (job) => `${runAddress(found.id, 'ahead')}?job=${job}`) });
  });

  app.get('/compare', (c) => {
    const shelved = (c.req.queries('run') ?? []).map((id) => library.run(id));
    const runs = shelved.flatMap((s) => (s?.run === undefined ? [] : [s.run]));
    if (runs.length < 2 || runs.length > 6) return c.text('Choose two to six runs to compare.', 400);
    return c.html(comparePage(shelved.flatMap((s) => (s?.run === undefined ? [] : [s.id])), runs));
  });
  app.get('/sweeps', (c) => c.html(sweepsPage(library.sweeps())));
  app.get('/sweep/:id', (c) => {
    const id = c.req.param('id');
    if (!library.sweeps().includes(id)) return notFound(c, 'such sweep');
    const folder = library.folderOf(id);
    return c.html(sweepPage(id, readJson<SweepFacts>(folder, 'manifest.json'), readFileSync(join(folder, 'trials.csv'), 'utf8')));
  });

  app.get('/plans', (c) => c.html(planPage({ presets: Object.keys(presets), datasets: datasetNames(datasets), text: presetText(Object.keys(presets)[0]), schema })));
  app.get('/plans/:name', (c) => (Object.hasOwn(presets, c.req.param('name')) ? c.text(presetText(c.req.param('name'))) : notFound(c, 'such plan')));
  app.post('/plans/check', async (c) => {
    const { study = '' } = await fieldsOf(c);
    return c.json({ message: `${studyFromText(String(study), 'the study').name}: the study is sound.` });
  });
  app.post('/plans/backtest', async (c) => {
    const { study = '', dataset = '', timerange = '' } = await fieldsOf(c);
    studyFromText(String(study), 'the study');
    if (!datasetNames(datasets).includes(String(dataset))) return c.json({ error: `dataset must be one of those listed, found ${String(dataset)}; make one with gamma data` }, 400);
    return c.json({ job: jobs.start(options.backtest({ study: String(study), dataset: String(dataset), timerange: String(timerange) }), (_job, run) => runAddress(run)) });
  });

  app.get('/jobs/:id', (c) => {
    const job = jobs.find(c.req.param('id'));
    if (job === undefined) return notFound(c, 'such job');
    const { state, share, note, result } = job;
    return c.json({ state, share, note, result });
  });
  app.post('/jobs/:id/cancel', (c) => c.json({ cancelled: jobs.cancel(c.req.param('id')) }));
  return { app, jobs };
};
