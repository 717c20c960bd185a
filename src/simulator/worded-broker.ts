import type { LineFault, TradierFace, WebRequest } from '../exchange/index.ts';
import { overLine } from '../exchange/index.ts';
import type { Broker } from '../live/index.ts';
import { tradierBroker } from '../live/index.ts';
import { chainPort } from './chain-port.ts';
import type { World } from './world.ts';
import { die, hang, hit, pass, pick, placingFaults, readFaults } from './world.ts';

/** The key of the simulated account: the auditor looks for it in everything written. */
export const simulatedToken = 'SIMtoken+9f/3=secret';

/** The fault of one request and its row of the roster, or undefined when the line holds. */
const faultOf = (world: World, request: WebRequest): { readonly row: number; readonly fault: LineFault } | undefined => {
  const { rng, weather } = world;
  const isPlacing = request.method === 'POST' && request.form.get('preview') === null;
  const isPrivate = request.path.startsWith('accounts/');
  if (!isPrivate || rng.real() >= weather.callFault * (isPlacing ? 4 : 1)) return undefined;
  const [row, kinds] = pick(rng, isPlacing ? placingFaults : readFaults);
  const kind = pick(rng, kinds);
  const never = row === 2 || kind === 'errors200';
  return { row, fault: { kind, reaches: row === 1 || row === 7 || (!never && (!isPlacing || rng.real() < 0.5)) } };
};

const isOneBare = (text: string): boolean => /^\{"(orders|positions)":\{"(order|position)":\{/.test(text);

/** The real Tradier adapter over the venue's own words, without a socket. */
export const wordedBroker = (world: World): Broker => {
  const face: TradierFace = { venue: world.venue, token: simulatedToken, account: 'VA0SIM0001', singletons: true, nothing: 'null' };
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const request: WebRequest = {
      method: init.method ?? 'GET', path: url.slice(url.indexOf('/v1/') + 4),
      authorization: (init.headers as Record<string, string>).authorization, form: init.body instanceof URLSearchParams ? init.body : new URLSearchParams(),
    };
    const isPlacing = request.method === 'POST' && request.form.get('preview') === null;
    world.requests.push({ at: world.time, kind: request.method === 'GET' ? 'data' : 'trading' });
    pass(world, 20);
    if (world.time < world.until.cut) {
      hang(world, 10_000);
      return Promise.reject(new Error('no answer within 10000 ms'));
    }
    const failing = faultOf(world, request);
    if (failing !== undefined) hit(world, failing.row);
    const tag = request.form.get('tag');
    const promised = isPlacing && tag !== null ? world.disk.lasts(`"tag":"${tag}"`) : undefined;
    const before = world.venue.orders.length;
    const result = overLine(face, request, failing?.fault, world.time);
    const placed = world.venue.orders.length > before ? world.venue.orders.at(-1) : undefined;
    if (placed !== undefined) {
      Object.assign(placed, { asked: { ...placed.asked, promised } });
      if (failing?.row === 7) placed.visibleAt = world.time + 60_000 + world.rng.below(240_000);
    }
    if (isPlacing && world.crashInCall) {
      world.crashInCall = false;
      hit(world, 49);
      die(world);
    }
    if (result.kind === 'lost') {
      if (result.how === 'timeout') hang(world, 10_000);
      else pass(world, 50);
      return Promise.reject(new Error(result.how));
    }
    pass(world, result.delayMs);
    const { status, body } = result.answer;
    if (isOneBare(body)) hit(world, 9);
    return Promise.resolve({
      status, headers: { get: (name: string) => result.headers[name] ?? null },
      body: (async function* () {
        yield await Promise.resolve(Buffer.from(body));
      })(),
    } as unknown as Response);
  };
  const settings = { baseUrl: 'https://sandbox.tradier.com/v1', isSandbox: true, isReal: false, account: face.account, token: simulatedToken };
  const { broker } = tradierBroker(settings, {
    date: world.made.tape.day.date, now: () => world.time + world.skew, elapsed: () => world.time - world.startedAt, log: (text) => world.written.push(text), fetch,
  });
  return { ...broker, chain: chainPort(world) };
};
