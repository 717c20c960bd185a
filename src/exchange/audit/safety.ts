import type { Line } from '../ledger.ts';
import { sumJournal } from '../ledger.ts';
import { isOpening } from '../orders.ts';
import type { Check, Evidence } from './evidence.ts';
import { ours } from './evidence.ts';

/** I8: no entry outside mode trading, after the halt, or against an operator's file. */
export const safetyHolds: Check = (evidence, lines, { promises }) => {
  const found: string[] = [];
  let mode = 'trading';
  for (const line of lines) {
    if (line.kind === 'sessionOpened' && mode !== 'halted') mode = 'trading';
    if (line.kind === 'mode') mode = String(line.mode);
    if (line.kind === 'operator' && line.command === 'clear-halt') mode = 'trading';
    const order = line.order as Line | undefined;
    if (line.kind === 'submitting' && order?.effect === 'open' && mode !== 'trading') found.push(`entry ${String(order.tag)} was promised while ${mode}`);
  }
  for (const { id, asked, placedAt } of ours(evidence)) {
    const reason = promises.get(asked.tag ?? '');
    if (isOpening(asked) && placedAt > evidence.closeOnlyAt + 5_000) found.push(`entry ${id} was placed after CLOSE_ONLY`);
    if (placedAt > evidence.killAt + 5_000 && reason !== undefined) found.push(`order ${id} was placed after KILL`);
  }
  return [...found, ...entriesAfterHalt(lines, evidence)];
};

/** Entries promised once twice the booked equity is below the start, by the auditor's own sums. */
const entriesAfterHalt = (lines: readonly Line[], { startingEquity, openingEquity }: Evidence): string[] => {
  const endings = new Set(['fill', 'settled', 'closedElsewhere']);
  const found: string[] = [];
  let isHalted = 2 * openingEquity < startingEquity;
  lines.forEach((line, i) => {
    const order = line.order as Line | undefined;
    if (line.kind === 'operator' && line.command === 'clear-halt') isHalted = false;
    if (isHalted && line.kind === 'submitting' && order?.effect === 'open') found.push(`entry ${String(order.tag)} was promised after the halt`);
    if (!endings.has(String(line.kind))) return;
    const { positions } = sumJournal(lines.slice(0, i + 1));
    const ended = [...positions.values()].filter((p) => p.opened > 0 && p.closed + p.settled + p.elsewhere === p.opened);
    if (2 * (openingEquity + ended.reduce((sum, { result }) => sum + result, 0)) < startingEquity) isHalted = true;
  });
  return found;
};

/** I9: no secret in any text. */
export const noSecrets: Check = ({ journal, written, secrets }) =>
  secrets.filter((secret) => [journal, ...written].some((text) => text.includes(secret))).map(() => 'a secret was written down');

/** I10: the journal's checksums and numbers hold. */
export const chainHolds: Check = ({ journal, digest }) => {
  let previous = '';
  let seq = 0;
  const found: string[] = [];
  for (const text of journal.split('\n')) {
    if (text === '') continue;
    const cut = text.lastIndexOf(',"chain":"');
    const body = `${text.slice(0, cut)}}`;
    const chain = text.slice(cut + 10, cut + 26);
    if (cut < 0 || digest(previous, body) !== chain) return [...found, `the journal's chain breaks after record ${seq}`];
    const line = JSON.parse(body) as Line;
    if (line.seq !== seq + 1) found.push(`record ${String(line.seq)} follows record ${seq}`);
    seq++;
    previous = chain;
  }
  return found;
};

const inventedIn = ({ kind, why, spot, vix, position }: Line): string[] => {
  if (kind === 'pass') return typeof why === 'string' && why !== '' ? [] : ['a pass without a reason'];
  if (kind !== 'open') return [];
  const found = typeof spot === 'number' && spot > 0 ? [] : [`position ${String(position)} was decided without an index level`];
  if (typeof vix === 'number' && (vix <= 0 || vix > 90)) found.push(`position ${String(position)} was decided on a VIX of ${vix}`);
  return found;
};

/** I12: nothing is decided on what was not there. */
export const nothingInvented: Check = ({ wasQuoted }, lines) => {
  const found: string[] = [];
  const opened = new Map<number, number>();
  for (const line of lines) {
    for (const entry of line.kind === 'decided' && Array.isArray(line.decided) ? (line.decided as Line[]) : []) {
      found.push(...inventedIn(entry));
      if (entry.kind === 'open') opened.set(Number(entry.position), Number(line.minute));
    }
    const order = line.order as Line | undefined;
    if (line.kind !== 'submitting' || order?.effect !== 'open') continue;
    const minute = opened.get(Number(line.position));
    for (const leg of (order.legs ?? []) as Line[]) {
      if (minute !== undefined && !wasQuoted(String(leg.symbol), minute)) found.push(`an entry was decided on ${String(leg.symbol)}, which was not quoted then`);
    }
  }
  return found;
};

/** I14: requests stay within the broker's limits. */
export const withinBudget: Check = ({ requests, limits }) => {
  const found: string[] = [];
  for (const kind of ['data', 'trading'] as const) {
    const times = requests.filter((request) => request.kind === kind).map(({ at }) => at);
    let start = 0;
    let most = 0;
    times.forEach((at, i) => {
      while (times[start] <= at - 60_000) start++;
      most = Math.max(most, i - start + 1);
    });
    if (most > limits[kind]) found.push(`${most} ${kind} requests in a minute, ${limits[kind]} allowed`);
  }
  return found;
};
