// One path after another: src/montecarlo/lean/events.ts in WebAssembly, for positions that overlap and days with limits.
// AssemblyScript; built by wasm/build.js into src/montecarlo/lean/events.wasm.ts. Equal to the TypeScript walker to the
// last cent. A path is its sessions, each a run of events: trade + 1 where one opens, its negative where it closes; or its
// trades, drawn here, each closed before the next is opened.

/** Lets a quotient be computed wherever rounding could hide that it is larger. */
const NEARLY_ONE: f64 = 0.999999999999;
/** Share of two amounts that outweighs every rounding of their difference. */
const ROUNDING: f64 = 1e-12;

// Set once a job. Money in cents.
let tradeCount: i32 = 0;
let sessions: i32 = 0;
let windowSize: i32 = 0;
let start: i32 = 0;
let haltBelow: i32 = 0;
let maxOpen: i32 = 0;
let maxEntries: i32 = 0;
let dailyLoss: i32 = 0;
let cap: i32 = 0;
let minTrades: i32 = 0;
let minWins: i32 = 0;
let minLosses: i32 = 0;
let floorLots: i32 = 0;
let before: i32 = 0;
let isFixed: bool = false;
let multiplier: f64 = 0;
let risk: f64 = 0;
let stakeBefore: f64 = 0;
/** Cap times risk, a little higher. */
let certain: f64 = 0;
/** Rate over all trades, averages over the last wins and the last losses apart. */
let isSeparate: bool = false;

// Addresses.
let pnlAt: usize = 0;
let maxLossAt: usize = 0;
let heldAt: usize = 0;
let eventAt: usize = 0;
let firstAt: usize = 0;
let ringAt: usize = 0;
let lossRingAt: usize = 0;
let drawnAt: usize = 0;
let balanceAt: usize = 0;
let endAt: usize = 0;

// The path being walked.
let equity: i32 = 0;
let peak: i32 = 0;
let lowest: i32 = 0;
let maxDrawdown: i32 = 0;
let maxFraction: f64 = 0;
/** A drawdown no deeper changes nothing: see the TypeScript walker of sequences. */
let shallow: i32 = 0;
let haltedAt: i32 = -1;
let taken: i32 = 0;
let allWins: i32 = 0;
let head: i32 = 0;
/** Trades the rate is over, and its wins. */
let known: i32 = 0;
let wins: i32 = 0;
/** Results the averages are over. */
let winCount: i32 = 0;
let lossCount: i32 = 0;
let winSum: i32 = 0;
let lossSum: i32 = 0;
let lossHead: i32 = 0;
let openCount: i32 = 0;
let openRisk: i32 = 0;
let entries: i32 = 0;
let dayResult: i32 = 0;

/** Lays out memory for a job; the addresses below are good from then on. */
export function prepare(trades: i32, days: i32, sessionCount: i32, pathsAtOnce: i32, windowTrades: i32): void {
  tradeCount = trades;
  sessions = sessionCount;
  windowSize = windowTrades;
  pnlAt = (__heap_base + 15) & ~15;
  maxLossAt = pnlAt + <usize>trades * 4;
  heldAt = maxLossAt + <usize>trades * 4;
  eventAt = heldAt + <usize>trades * 4;
  firstAt = eventAt + <usize>trades * 8;
  ringAt = firstAt + <usize>(days + 1) * 4;
  lossRingAt = ringAt + <usize>windowTrades * 4;
  drawnAt = lossRingAt + <usize>windowTrades * 4;
  balanceAt = drawnAt + <usize>sessionCount * 4;
  endAt = (balanceAt + <usize>sessionCount * pathsAtOnce * 4 + 15) & ~15;
  const needed = <i32>((endAt + 8 * 8 + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(needed);
}

export function setSizing(most: i32, trades: i32, winsNeeded: i32, lossesNeeded: i32, lots: i32): void {
  cap = most;
  minTrades = trades;
  minWins = winsNeeded;
  minLosses = lossesNeeded;
  floorLots = lots;
}

export function setStake(share: f64, riskCents: f64, sure: f64, apart: bool): void {
  multiplier = share;
  risk = riskCents;
  certain = sure;
  isSeparate = apart;
}

/** @param neverByRecord the size is the first one throughout */
export function setFirst(stake: f64, lots: i32, neverByRecord: bool): void {
  stakeBefore = stake;
  before = lots;
  isFixed = neverByRecord;
}

export function setAccount(startCents: i32, haltCents: i32): void {
  start = startCents;
  haltBelow = haltCents;
}

export function setLimits(most: i32, entriesPerDay: i32, lossOfDay: i32): void {
  maxOpen = most;
  maxEntries = entriesPerDay;
  dailyLoss = lossOfDay;
}

export function pnlAddress(): usize { return pnlAt; }
export function maxLossAddress(): usize { return maxLossAt; }
export function eventAddress(): usize { return eventAt; }
/** Places of each session's first trade, and the number of trades behind the last. */
export function firstAddress(): usize { return firstAt; }
/** Sessions of the path to walk. */
export function drawnAddress(): usize { return drawnAt; }
export function balanceAddress(): usize { return balanceAt; }
/** Three words of a stream in. Of the path walked last, out: largest drawdown as a share, a double; then its cents, lowest balance, session of the halt, trades, wins. */
export function endAddress(): usize { return endAt; }

// @ts-ignore: decorator
@inline
function lotsOf(stake: f64): i32 {
  const lots = stake > 0 ? Math.floor((<f64>equity * stake) / risk) : 0;
  return <i32>Math.min(<f64>cap, Math.max(<f64>floorLots, lots));
}

/** The sizing module's arithmetic, operation by operation. */
function lotsInFull(): i32 {
  const averageWin = winCount == 0 ? 0 : <f64>winSum / <f64>winCount;
  const averageLoss = lossCount == 0 ? 0 : <f64>lossSum / <f64>lossCount;
  if (!(averageWin > 0)) return lotsOf(0);
  const winRate = <f64>wins / <f64>known;
  return lotsOf((winRate * averageWin - (1 - winRate) * averageLoss) / averageWin * multiplier);
}

/** The same without a division, where the cap or no edge at all is certain: both sides times every divisor. */
// @ts-ignore: decorator
@inline
function lotsByRecord(): i32 {
  const scale = <f64>max(lossCount, 1) * <f64>winSum;
  const gain = <f64>wins * scale;
  const loss = <f64>(known - wins) * <f64>lossSum * <f64>winCount;
  const edge = gain - loss;
  const doubt = (gain + loss) * ROUNDING;
  if (<f64>equity * multiplier * (edge - doubt) > certain * <f64>known * scale) return cap;
  return edge + doubt < 0 ? lotsOf(0) : lotsInFull();
}

// @ts-ignore: decorator
@inline
function lotsNow(): i32 {
  if (isFixed) return before;
  if (known < minTrades || wins < minWins || known - wins < minLosses) return lotsOf(stakeBefore);
  return lotsByRecord();
}

// @ts-ignore: decorator
@inline
function open(trade: i32): i32 {
  if (haltedAt >= 0 || openCount >= maxOpen || entries >= maxEntries || dayResult <= dailyLoss) return 0;
  entries++;
  let lots = lotsNow();
  const need = load<i32>(maxLossAt + (<usize>trade << 2));
  const free = <i64>equity - <i64>openRisk;
  if (<i64>lots * <i64>need > free) lots = need > 0 ? <i32>max(0, free / <i64>need) : 0;
  openRisk += lots * need;
  openCount += i32(lots > 0);
  return lots;
}

/** One window of the last results, whatever they are. */
// @ts-ignore: decorator
@inline
function remember(result: i32): void {
  const at = ringAt + (<usize>head << 2);
  const old = load<i32>(at);
  store<i32>(at, result);
  head = head + 1 == windowSize ? 0 : head + 1;
  known += i32(known < windowSize);
  winSum += max(result, 0) - max(old, 0);
  lossSum += max(-result, 0) - max(-old, 0);
  wins += i32(result > 0) - i32(old > 0);
  winCount = wins;
  lossCount = known - wins;
}

/** Two windows: the last wins, the last losses. */
function rememberApart(result: i32): void {
  known++;
  if (result > 0) {
    const at = ringAt + (<usize>head << 2);
    winSum += result - load<i32>(at);
    store<i32>(at, result);
    head = head + 1 == windowSize ? 0 : head + 1;
    winCount = min(winCount + 1, windowSize);
    wins++;
  } else {
    const at = lossRingAt + (<usize>lossHead << 2);
    lossSum -= result - load<i32>(at);
    store<i32>(at, result);
    lossHead = lossHead + 1 == windowSize ? 0 : lossHead + 1;
    lossCount = min(lossCount + 1, windowSize);
  }
}

function deepen(drawdown: i32, session: i32): void {
  maxDrawdown = max(maxDrawdown, drawdown);
  maxFraction = Math.max(maxFraction, <f64>drawdown / <f64>peak);
  shallow = min(maxDrawdown, <i32>(maxFraction * <f64>peak * NEARLY_ONE));
  lowest = min(lowest, equity);
  if (haltedAt < 0 && equity < haltBelow) haltedAt = session;
}

// @ts-ignore: decorator
@inline
function close(trade: i32, lots: i32, session: i32): void {
  if (lots == 0) return;
  const result = load<i32>(pnlAt + (<usize>trade << 2));
  openCount--;
  openRisk -= lots * load<i32>(maxLossAt + (<usize>trade << 2));
  if (isSeparate) rememberApart(result);
  else remember(result);
  taken++;
  allWins += i32(result > 0);
  dayResult += lots * result;
  equity += lots * result;
  peak = max(peak, equity);
  const drawdown = peak - equity;
  if (drawdown > shallow) deepen(drawdown, session);
}

function begin(): void {
  equity = peak = lowest = start;
  maxDrawdown = shallow = taken = allWins = openCount = openRisk = 0;
  head = lossHead = known = wins = winCount = lossCount = winSum = lossSum = 0;
  maxFraction = 0;
  haltedAt = -1;
  memory.fill(ringAt, 0, <usize>windowSize * 8);
}

function end(): void {
  store<f64>(endAt, maxFraction);
  store<i32>(endAt, maxDrawdown, 8);
  store<i32>(endAt, lowest, 12);
  store<i32>(endAt, haltedAt, 16);
  store<i32>(endAt, taken, 20);
  store<i32>(endAt, allWins, 24);
}

/** Walks the sessions laid down as drawn; balances go to rows of `pathsAtOnce`, at `lane`. */
export function walkSessions(lane: i32, pathsAtOnce: i32): void {
  begin();
  let row = balanceAt + <usize>lane * 4;
  for (let session = 0; session < sessions; session++) {
    entries = 0;
    dayResult = 0;
    const first = firstAt + (<usize>load<i32>(drawnAt + (<usize>session << 2)) << 2);
    let event = eventAt + (<usize>load<i32>(first) << 3);
    const last = haltedAt < 0 ? eventAt + (<usize>load<i32>(first, 4) << 3) : event;
    for (; event < last; event += 4) {
      const what = load<i32>(event);
      const held = heldAt + ((<usize>abs(what) - 1) << 2);
      if (what > 0) store<i32>(held, open(what - 1));
      else close(-what - 1, load<i32>(held), session);
    }
    store<i32>(row, equity);
    row += <usize>pathsAtOnce * 4;
  }
  end();
}

/** The same for trades drawn one by one from the stream whose three state words lie at the end's address, spread evenly over the sessions. */
export function walkTrades(lane: i32, pathsAtOnce: i32, draws: i32): void {
  begin();
  let s0 = load<i32>(endAt);
  let s1 = load<i32>(endAt, 4);
  let s2 = load<i32>(endAt, 8);
  let row = balanceAt + <usize>lane * 4;
  let counter: i32 = 1;
  let t: i32 = -12;
  for (let session = 0; session < sessions; session++) {
    entries = 0;
    dayResult = 0;
    const last = haltedAt < 0 ? <i32>((<i64>(session + 1) * <i64>draws) / <i64>sessions) : t;
    for (; t < last; t++) {
      const word = s0 + s1 + counter;
      counter++;
      s0 = s1 ^ (s1 >>> 9);
      s1 = s2 + (s2 << 3);
      s2 = rotl(s2, 21) + word;
      if (t < 0) continue;
      const trade = <i32>((<u64>(<u32>word) * <u64>tradeCount) >> 32);
      close(trade, open(trade), session);
    }
    store<i32>(row, equity);
    row += <usize>pathsAtOnce * 4;
  }
  end();
}
