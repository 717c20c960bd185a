import { symbolOf } from '../exchange/index.ts';
import type { Broker, ChainSnapshot, Order, OrderReport, Reading, RunnerPorts, RunnerSettings } from '../live/index.ts';
import type { Defect } from './day.ts';
import { simulatedToken } from './worded-broker.ts';
import type { World } from './world.ts';

type Plant = Defect['plant'];

const ports = (change: (ports: RunnerPorts, world: World, settings: RunnerSettings) => Partial<RunnerPorts>): Plant => (given, world, settings) => ({
  ports: { ...given, ...change(given, world, settings) }, settings,
});

const broker = (change: (broker: Broker, world: World) => Partial<Broker>): Plant => ports((given, world) => ({ broker: { ...given.broker, ...change(given.broker, world) } }));

const settings = (change: (settings: RunnerSettings) => Partial<RunnerSettings>): Plant => (given, _world, before) => ({ ports: given, settings: { ...before, ...change(before) } });

const mapped = <T>(read: () => Promise<Reading<T>>, change: (value: T) => T) => async (): Promise<Reading<T>> => {
  const reading = await read();
  return reading.kind === 'healthy' ? { ...reading, value: change(reading.value) } : reading;
};

const sending = (change: (order: Order) => Order): Plant => broker(({ submit }) => ({ submit: (order) => submit(change(order)) }));

const reporting = (change: (report: OrderReport) => OrderReport): Plant => broker(({ fills }) => ({ fills: mapped(fills, (reports) => reports.map(change)) }));

const showing = (change: (row: ChainSnapshot, world: World) => ChainSnapshot): Plant => broker(({ chain }, world) => ({ chain: mapped(chain, (row) => change(row, world)) }));

const writing = (change: (text: string) => string): Plant =>
  ports(({ snapshots }) => ({ snapshots: { ...snapshots, write: (name, text) => snapshots.write(name, name === 'account_balance.json' ? change(text) : text) } }));

const lines = (change: (bytes: Uint8Array) => readonly Uint8Array[]): Plant =>
  ports(({ disk }) => ({
    disk: { ...disk, append: (session, bytes) => change(bytes).forEach((each) => disk.append(session, each)) },
  }));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const withPlan = (change: (plan: RunnerSettings['plan']) => RunnerSettings['plan']): Plant => settings(({ plan }) => ({ plan: change(plan) }));

const unquoted = (row: ChainSnapshot, world: World): ChainSnapshot => {
  const whole = world.made.rows.find(({ minute }) => minute === row.minute);
  return whole === undefined ? row : { ...row, bid: whole.bid, ask: whole.ask };
};

/** Thirty ways to be wrong, each by its name. The auditor must see at least twenty-nine. */
export const plantedDefects: readonly Defect[] = [
  { name: 'the journal is not synced', plant: ports(({ disk }) => ({ disk: { ...disk, sync: () => undefined } })) },
  {
    name: 'an unknown placing is sent again',
    plant: broker(({ submit }) => ({
      submit: async (order) => {
        const first = await submit(order);
        return first.kind === 'unknown' ? submit(order) : first;
      },
    })),
  },
  {
    name: 'an unknown placing is sent again under a new tag',
    plant: broker(({ submit }) => ({
      submit: async (order) => {
        const first = await submit(order);
        return first.kind === 'unknown' ? submit({ ...order, tag: `${order.tag}9` }) : first;
      },
    })),
  },
  { name: 'twice the contracts are sent', plant: sending((order) => ({ ...order, contracts: order.contracts * 2 })) },
  {
    name: 'sides are swapped on the way out',
    plant: sending((order) => (order.effect === 'open' ? order : { ...order, legs: order.legs.map((leg) => ({ ...leg, side: leg.side === 'buy_to_close' ? 'sell_to_close' : 'buy_to_close' })) })),
  },
  {
    name: 'another day\'s series is traded',
    plant: sending((order) => ({ ...order, legs: order.legs.map((leg) => ({ ...leg, symbol: symbolOf('2030-01-04', leg.right, leg.strike) })) })),
  },
  { name: 'the entry limit gives a tick away', plant: sending((order) => (order.effect === 'open' ? { ...order, limit: order.limit - 10 } : order)) },
  { name: 'the long leg of an entry is forgotten', plant: sending((order) => (order.effect === 'open' ? { ...order, legs: order.legs.slice(0, -1) } : order)) },
  { name: 'an exit is sent leg by leg', plant: sending((order) => (order.effect === 'close' ? { ...order, legs: order.legs.slice(-1) } : order)) },
  { name: 'a fill is booked a cent better', plant: reporting((report) => ({ ...report, price: report.price + 1 })) },
  { name: 'fills are booked at the limit\'s mid', plant: reporting((report) => ({ ...report, price: Math.round(report.price / 10) * 10 })) },
  { name: 'fees are left out', plant: reporting((report) => ({ ...report, fees: 0 })) },
  { name: 'a partial fill is taken for a whole one', plant: broker((given, world) => ({ fills: mapped(given.fills, (reports) => reports.map((report) => (report.filled > 0 ? { ...report, filled: world.venue.orders.find(({ id }) => String(id) === report.brokerId)?.packages ?? report.filled } : report))) })) },
  { name: 'what filled before a cancel is forgotten', plant: reporting((report) => (report.status === 'cancelled' || report.status === 'expired' ? { ...report, filled: 0 } : report)) },
  { name: 'a rejected order is taken for a filled one', plant: broker((given, world) => ({ fills: mapped(given.fills, (reports) => reports.map((report) => (report.status === 'rejected' ? { ...report, status: 'filled', price: 100, filled: world.venue.orders.find(({ id }) => String(id) === report.brokerId)?.packages ?? 1 } : report))) })) },
  { name: 'exits are booked at the price that was wanted', plant: reporting((report) => (report.tag?.includes('-c-') === true ? { ...report, price: 50 } : report)) },
  { name: 'settlement is the last print, not the official close', plant: showing((row) => (row.settlement === undefined ? row : { ...row, settlement: row.spot })) },
  { name: 'a journal line is lost', plant: lines((bytes) => (text(bytes).includes('"kind":"acknowledged"') ? [] : [bytes])) },
  { name: 'a journal line is written twice', plant: lines((bytes) => (text(bytes).includes('"kind":"decided"') ? [bytes, bytes] : [bytes])) },
  { name: 'a journal line is changed after its checksum', plant: lines((bytes) => [Buffer.from(text(bytes).replace('"kind":"decided"', '"kind":"noted"'))]) },
  { name: 'the key is written to the log', plant: ports((_given, world) => ({ log: (event) => void world.written.push(`${event} ${simulatedToken}`) })) },
  { name: 'the operator\'s files are not looked at', plant: ports(() => ({ switches: { read: () => ({ kill: false, closeOnly: false, flatten: false }) } })) },
  { name: 'crossed and missing quotes are filled in', plant: showing(unquoted) },
  { name: 'a missing VIX is 99', plant: showing((row) => (Number.isNaN(row.vix) ? { ...row, vix: 99 } : row)) },
  {
    name: 'every read is made ten times',
    plant: broker(({ fills }) => ({
      fills: async () => {
        for (let i = 0; i < 40; i++) await fills();
        return fills();
      },
    })),
  },
  { name: 'the cap on contracts is raised', plant: settings(({ caps }) => ({ caps: caps === null ? null : { ...caps, contractsPerOrder: 10, maxLossShare: 1 } })) },
  { name: 'nothing halts an account below half', plant: withPlan((plan) => ({ ...plan, risk: { ...plan.risk, account: { ...plan.risk.account, haltBelow: 0.1 } } })) },
  {
    name: 'New York is an hour late',
    plant: ports(({ clock }) => ({ clock: { ...clock, now: () => clock.now() - 3_600_000, brokerNow: () => clock.brokerNow() - 3_600_000 } })),
  },
  { name: 'decisions see the next row', plant: showing((row, world) => ({ ...(world.made.rows[world.made.rows.findIndex(({ minute }) => minute === row.minute) + 1] ?? row), minute: row.minute, at: row.at, settlement: row.settlement })) },
  { name: 'the balance file counts a trade too few', plant: writing((file) => file.replace(/"total_trades": (\d+)/, (_all, count: string) => `"total_trades": ${Math.max(0, Number(count) - 1)}`)) },
];
