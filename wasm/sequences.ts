// Four paths side by side: src/montecarlo/lean/sequences.ts in WebAssembly SIMD.
// AssemblyScript; built by wasm/build.js into src/montecarlo/lean/sequences.wasm.ts. Equal to the TypeScript walker to the
// last cent; a path that cannot pay for a trade is handed back, since its window no longer moves with the rest.
// All trades of the four paths are laid out first, then booked: the window is the rows just passed. The booking loop knows the
// net of the window and two bounds; a lane that crosses one leaves it for functions that keep their values in memory.
// Trades drawn one by one end sessions together. Whole sessions drawn do not: their lanes are walked trade beside trade, equity
// is kept after each, and told session by session at the end.

const LANES: i32 = 4;
/** Outweigh every rounding of a comparison. */
const NEARLY_MORE: f64 = 1.000000001;
const NEARLY_ONE: f64 = 0.999999999999;

// Set once a job. Money in cents.
let bound: u32 = 0;
let recordSessions: i32 = 0;
let draws: i32 = 0;
let sessions: i32 = 0;
/** Trades of the longest of the four paths. */
let longest: i32 = 0;
let start: i32 = 0;
let cap: i32 = 0;
let windowSize: i32 = 0;
let minTrades: i32 = 0;
let minWins: i32 = 0;
let minLosses: i32 = 0;
let floorLots: i32 = 0;
let before: i32 = 0;
let haltBelow: i32 = 0;
let multiplier: f64 = 0;
let risk: f64 = 0;
let stakeBefore: f64 = 0;
/** Contracts where nothing speaks against them, and the largest loss of that many. */
let usualLots: i32 = 0;
let mostNeed: i32 = 0;
/** A window's net above this, over the equity, makes the usual size certain. */
let sureTimesEquity: f64 = 0;
/** Trades from the first that are sized by the rules whatever the bounds say. */
let unsureBefore: i32 = 0;
/** The size never depends on the record. */
let isFixed: bool = false;

// Addresses.
let pnlAt: usize = 0;
let maxLossAt: usize = 0;
/** Rows of four results each: `windowSize` empty ones, then one a trade. */
let resultAt: usize = 0;
/** Rows of four byte offsets into the tables, one a trade. */
let placeAt: usize = 0;
let balanceAt: usize = 0;
let laneAt: usize = 0;
let scratchAt: usize = 0;
/** First trade of each session of the record, and their end. */
let firstAt: usize = 0;
/** Sessions drawn, lane by lane. */
let dayAt: usize = 0;
/** Rows of four: how many trades have ended with each session. */
let endAt: usize = 0;
/** Rows of four: equity after each trade. */
let traceAt: usize = 0;

/** What paths are drawn from. @param count sessions, where whole ones are drawn; else 0 */
export function setRecord(trades: i32, count: i32): void {
  bound = trades;
  recordSessions = count;
}

/** Lays out memory for a job of that record; the addresses below are good from then on. @param tradesPerPath at most */
export function prepare(tradesPerPath: i32, sessionCount: i32, lanesAtOnce: i32, windowTrades: i32): void {
  const trades = <usize>bound;
  const byDays = <usize>(recordSessions > 0);
  draws = tradesPerPath;
  sessions = sessionCount;
  windowSize = windowTrades;
  pnlAt = (__heap_base + 15) & ~15;
  maxLossAt = pnlAt + ((trades * 4 + 15) & ~15);
  resultAt = maxLossAt + ((trades * 4 + 15) & ~15);
  placeAt = resultAt + (<usize>windowTrades + <usize>tradesPerPath) * 16;
  balanceAt = placeAt + <usize>tradesPerPath * 16;
  laneAt = balanceAt + <usize>sessionCount * lanesAtOnce * 4;
  scratchAt = laneAt + 12 * 16;
  firstAt = scratchAt + SCRATCH_WORDS * 16;
  dayAt = firstAt + byDays * ((<usize>(recordSessions + 1) * 4 + 15) & ~15);
  endAt = dayAt + byDays * <usize>sessionCount * 16;
  traceAt = endAt + byDays * <usize>sessionCount * 16;
  const end = traceAt + byDays * <usize>tradesPerPath * 16;
  const needed = <i32>((end + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(needed);
  memory.fill(resultAt, 0, <usize>windowTrades * 16);
}

export function setSizing(startCents: i32, most: i32, wins: i32, losses: i32, lots: i32): void {
  start = startCents;
  cap = most;
  minWins = wins;
  minLosses = losses;
  floorLots = lots;
}

export function setStake(trades: i32, share: f64, riskCents: f64, firstStake: f64, firstLots: i32): void {
  minTrades = trades;
  multiplier = share;
  risk = riskCents;
  stakeBefore = firstStake;
  before = firstLots;
}

/** @param largestLoss of one contract of any trade, cents @param best result of any @param neverByRecord the size is the first one throughout */
export function setLimits(cents: i32, largestLoss: i32, best: i32, neverByRecord: bool): void {
  haltBelow = cents;
  isFixed = neverByRecord;
  usualLots = isFixed ? before : cap;
  mostNeed = usualLots * largestLoss;
  sureTimesEquity = <f64>cap * risk * <f64>windowSize * NEARLY_MORE / multiplier * <f64>best;
  unsureBefore = usualLots == 0 || (!isFixed && (minWins > 0 || minLosses > 0)) ? draws : isFixed ? 0 : minTrades;
}

export function pnlAddress(): usize { return pnlAt; }
export function maxLossAddress(): usize { return maxLossAt; }
export function balanceAddress(): usize { return balanceAt; }
export function firstAddress(): usize { return firstAt; }
export function dayAddress(): usize { return dayAt; }
/** Four 32-bit words each: state words s0, s1, s2 in; lowest, maxDrawdown, haltedAt, taken, wins, handedBack out; then four doubles: maxFraction. */
export function laneAddress(): usize { return laneAt; }

// @ts-ignore: decorator
@inline
function upper(words: v128): v128 {
  return v128.shuffle<i32>(words, words, 2, 3, 2, 3);
}

/** Two lanes as doubles: the lower, the upper. */
// @ts-ignore: decorator
@inline
function lowerDoubles(words: v128): v128 {
  return f64x2.convert_low_i32x4_s(words);
}
// @ts-ignore: decorator
@inline
function upperDoubles(words: v128): v128 {
  return f64x2.convert_low_i32x4_s(upper(words));
}

/** Four lanes from doubles, cut to whole numbers. */
// @ts-ignore: decorator
@inline
function wordsOf(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(i32x4.trunc_sat_f64x2_s_zero(low), i32x4.trunc_sat_f64x2_s_zero(high), 0, 2);
}

/** Lanes with fewer wins or losses than the record needs. */
// @ts-ignore: decorator
@inline
function shortOf(trades: i32, wins: v128): v128 {
  return v128.or(i32x4.lt_s(wins, i32x4.splat(minWins)), i32x4.lt_s(i32x4.sub(i32x4.splat(trades), wins), i32x4.splat(minLosses)));
}

/** Contracts of two lanes: the sizing module's arithmetic, operation by operation. Lanes marked `early` have no record yet. */
function lotsOf(equity: v128, known: v128, wins: v128, net: v128, winSum: v128, early: v128): v128 {
  const zero = f64x2.splat(0);
  const averageWin = v128.bitselect(zero, f64x2.div(winSum, wins), f64x2.eq(wins, zero));
  const averageLoss = v128.bitselect(zero, f64x2.div(f64x2.sub(winSum, net), f64x2.sub(known, wins)), f64x2.eq(wins, known));
  const winRate = f64x2.div(wins, known);
  const edge = f64x2.sub(f64x2.mul(winRate, averageWin), f64x2.mul(f64x2.sub(f64x2.splat(1), winRate), averageLoss));
  const byRecord = v128.bitselect(f64x2.mul(f64x2.div(edge, averageWin), f64x2.splat(multiplier)), zero, f64x2.gt(averageWin, zero));
  const stake = v128.bitselect(f64x2.splat(stakeBefore), byRecord, early);
  const lots = v128.bitselect(f64x2.floor(f64x2.div(f64x2.mul(equity, stake), f64x2.splat(risk))), zero, f64x2.gt(stake, zero));
  return f64x2.pmin(f64x2.splat(<f64>cap), f64x2.pmax(f64x2.splat(<f64>floorLots), f64x2.pmax(lots, zero)));
}

/** Scratch words: what the booking loop and its rare cases tell each other. */
const EQUITY: usize = 0;
const NET: usize = 16;
const PEAK: usize = 32;
const ACTIVE: usize = 48;
const USUAL: usize = 64;
const LOTS: usize = 80;
const SAFE: usize = 96;
const SURE_NET: usize = 112;
const SHALLOW: usize = 128;
/** What the window holds before trade `counted`. */
const WINS: usize = 144;
const WIN_SUM: usize = 160;
const SCRATCH_WORDS: usize = 11;
let counted: i32 = 0;

/** Brings wins and their sum up to the window before trade t. */
function countWins(t: i32): void {
  const zero = i32x4.splat(0);
  const isFar = t - counted >= windowSize;
  let wins = isFar ? zero : v128.load(scratchAt, WINS);
  let winSum = isFar ? zero : v128.load(scratchAt, WIN_SUM);
  let row = resultAt + <usize>(isFar ? t - windowSize : counted) * 16;
  const end = resultAt + <usize>t * 16;
  const windowBytes = <usize>windowSize * 16;
  for (; row < end; row += 16) {
    const now = v128.load(row + windowBytes);
    const gone = isFar ? zero : v128.load(row);
    wins = i32x4.add(i32x4.sub(wins, i32x4.gt_s(now, zero)), i32x4.gt_s(gone, zero));
    winSum = i32x4.sub(i32x4.add(winSum, i32x4.max_s(now, zero)), i32x4.max_s(gone, zero));
  }
  v128.store(scratchAt, wins, WINS);
  v128.store(scratchAt, winSum, WIN_SUM);
  counted = t;
}

/** Sizes each lane by the rules. */
function lotsByRules(t: i32): v128 {
  if (isFixed) return i32x4.splat(before);
  countWins(t);
  const equity = v128.load(scratchAt, EQUITY);
  const wins = v128.load(scratchAt, WINS);
  const net = v128.load(scratchAt, NET);
  const winSum = v128.load(scratchAt, WIN_SUM);
  const trades = min(t, windowSize);
  const known = f64x2.splat(<f64>trades);
  const early = trades < minTrades ? i32x4.splat(-1) : shortOf(trades, wins);
  const low = lotsOf(
    lowerDoubles(equity), known, lowerDoubles(wins), lowerDoubles(net),
    lowerDoubles(winSum), i64x2.extend_low_i32x4_s(early));
  const high = lotsOf(
    upperDoubles(equity), known, upperDoubles(wins), upperDoubles(net),
    upperDoubles(winSum), i64x2.extend_high_i32x4_s(early));
  return wordsOf(low, high);
}

/** Lowers lots to what equity can pay for; lanes that can pay for none must be handed back. */
function limitToEquity(t: i32): v128 {
  let back = i32x4.splat(0);
  for (let k = 0; k < LANES; k++) {
    const at = scratchAt + <usize>k * 4;
    const need = load<i32>(maxLossAt + load<i32>(placeAt + <usize>t * 16 + <usize>k * 4));
    const equity = load<i32>(at, EQUITY);
    const asked = load<i32>(at, LOTS);
    if (asked == 0 || asked * need <= equity) continue;
    store<i32>(at, equity / need, LOTS);
    if (equity / need == 0) back = v128.or(back, i32x4.eq(i32x4.splat(k), i32x4(0, 1, 2, 3)));
  }
  return back;
}

/** Draws every trade of four paths whose stream states lie in the lane words. */
function draw(): void {
  let s0 = v128.load(laneAt);
  let s1 = v128.load(laneAt, 16);
  let s2 = v128.load(laneAt, 32);
  const one = i32x4.splat(1);
  let counter = one;
  for (let k = 0; k < 12; k++) {
    const t = i32x4.add(i32x4.add(s0, s1), counter);
    counter = i32x4.add(counter, one);
    s0 = v128.xor(s1, i32x4.shr_u(s1, 9));
    s1 = i32x4.add(s2, i32x4.shl(s2, 3));
    s2 = i32x4.add(v128.or(i32x4.shl(s2, 21), i32x4.shr_u(s2, 11)), t);
  }
  const bounds = i32x4.splat(bound);
  const table = pnlAt;
  let row = resultAt + <usize>windowSize * 16;
  let placeRow = placeAt;
  const rowEnd = row + <usize>draws * 16;
  while (row < rowEnd) {
    const word = i32x4.add(i32x4.add(s0, s1), counter);
    counter = i32x4.add(counter, one);
    s0 = v128.xor(s1, i32x4.shr_u(s1, 9));
    s1 = i32x4.add(s2, i32x4.shl(s2, 3));
    s2 = i32x4.add(v128.or(i32x4.shl(s2, 21), i32x4.shr_u(s2, 11)), word);
    const low = i64x2.extmul_low_i32x4_u(word, bounds);
    const high = i64x2.extmul_high_i32x4_u(word, bounds);
    v128.store(placeRow, i32x4.shl(v128.shuffle<i32>(low, high, 1, 3, 5, 7), 2));
    store<i32>(row, load<i32>(table + load<u32>(placeRow)));
    store<i32>(row, load<i32>(table + load<u32>(placeRow, 4)), 4);
    store<i32>(row, load<i32>(table + load<u32>(placeRow, 8)), 8);
    store<i32>(row, load<i32>(table + load<u32>(placeRow, 12)), 12);
    row += 16;
    placeRow += 16;
  }
}

/** Drawdowns up to here change nothing: neither larger in money nor, against this peak, as a share. */
// @ts-ignore: decorator
@inline
function shallowOf(deepest: v128, fractionLow: v128, fractionHigh: v128, peak: v128): v128 {
  const nearlyOne = f64x2.splat(NEARLY_ONE);
  const low = f64x2.mul(f64x2.mul(fractionLow, lowerDoubles(peak)), nearlyOne);
  const high = f64x2.mul(f64x2.mul(fractionHigh, upperDoubles(peak)), nearlyOne);
  const share = wordsOf(low, high);
  return i32x4.min_s(deepest, share);
}

/** Lane words out. */
const LOWEST: usize = 48;
const DEEPEST: usize = 64;
const HALTED: usize = 80;
const TAKEN: usize = 96;
const TAKEN_WINS: usize = 112;
const HANDED_BACK: usize = 128;
const FRACTION_LOW: usize = 144;
const FRACTION_HIGH: usize = 160;

/** Wins of each lane's first trades. */
function winsBefore(trades: i32): v128 {
  const zero = i32x4.splat(0);
  let wins = zero;
  let row = resultAt + <usize>windowSize * 16;
  const end = row + <usize>trades * 16;
  for (; row < end; row += 16) wins = i32x4.sub(wins, i32x4.gt_s(v128.load(row), zero));
  return wins;
}

/** Ends lanes for good, after so many trades: nothing about them is unsure or deep any more. */
function end(lanes: v128, taken: i32): void {
  if (!v128.any_true(lanes)) return;
  v128.store(laneAt, v128.bitselect(i32x4.splat(taken), v128.load(laneAt, TAKEN), lanes), TAKEN);
  v128.store(laneAt, v128.bitselect(winsBefore(taken), v128.load(laneAt, TAKEN_WINS), lanes), TAKEN_WINS);
  v128.store(scratchAt, v128.andnot(v128.load(scratchAt, ACTIVE), lanes), ACTIVE);
  v128.store(scratchAt, v128.andnot(v128.load(scratchAt, USUAL), lanes), USUAL);
  v128.store(scratchAt, v128.bitselect(i32x4.splat(i32.MIN_VALUE), v128.load(scratchAt, SAFE), lanes), SAFE);
  v128.store(scratchAt, v128.bitselect(i32x4.splat(i32.MIN_VALUE), v128.load(scratchAt, SURE_NET), lanes), SURE_NET);
  v128.store(scratchAt, v128.bitselect(i32x4.splat(i32.MAX_VALUE), v128.load(scratchAt, SHALLOW), lanes), SHALLOW);
}

/** Bounds above which the usual size is certain, from here: equity keeps three quarters, and no average win exceeds the best. */
function setBounds(t: i32, active: v128): void {
  const equity = v128.load(scratchAt, EQUITY);
  const safe = i32x4.max_s(i32x4.max_s(i32x4.sub(equity, i32x4.shr_s(equity, 2)), i32x4.splat(1)), i32x4.splat(mostNeed));
  const times = f64x2.splat(sureTimesEquity);
  const low = f64x2.ceil(f64x2.div(times, lowerDoubles(safe)));
  const high = f64x2.ceil(f64x2.div(times, upperDoubles(safe)));
  const sure = wordsOf(low, high);
  const never = i32x4.splat(i32.MIN_VALUE);
  const net = t < unsureBefore ? i32x4.splat(i32.MAX_VALUE) : isFixed ? never : sure;
  v128.store(scratchAt, v128.bitselect(safe, never, active), SAFE);
  v128.store(scratchAt, v128.bitselect(net, never, active), SURE_NET);
}

/** Sizes trade t of each active lane in full; lanes without contracts end, those that cannot pay are to be handed back. */
function sizeInFull(t: i32): void {
  const active = v128.load(scratchAt, ACTIVE);
  const lots = v128.and(lotsByRules(t), active);
  v128.store(scratchAt, lots, LOTS);
  const over = v128.andnot(active, i32x4.gt_s(lots, i32x4.splat(0)));
  const back = mostNeed == 0 ? i32x4.splat(0) : limitToEquity(t);
  v128.store(laneAt, v128.or(v128.load(laneAt, HANDED_BACK), back), HANDED_BACK);
  setBounds(t + 1, active);
  end(v128.or(over, back), t);
}

/** Notes deeper drawdowns, and the lanes they halt. */
function deepen(deep: v128, drawdown: v128, t: i32, session: i32): void {
  const peak = v128.load(scratchAt, PEAK);
  const equity = v128.load(scratchAt, EQUITY);
  const deepest = i32x4.max_s(v128.load(laneAt, DEEPEST), drawdown);
  v128.store(laneAt, deepest, DEEPEST);
  v128.store(laneAt, i32x4.min_s(v128.load(laneAt, LOWEST), equity), LOWEST);
  const low = f64x2.div(lowerDoubles(drawdown), lowerDoubles(peak));
  const high = f64x2.div(upperDoubles(drawdown), upperDoubles(peak));
  const fractionLow = f64x2.pmax(v128.load(laneAt, FRACTION_LOW), low);
  const fractionHigh = f64x2.pmax(v128.load(laneAt, FRACTION_HIGH), high);
  v128.store(laneAt, fractionLow, FRACTION_LOW);
  v128.store(laneAt, fractionHigh, FRACTION_HIGH);
  const active = v128.load(scratchAt, ACTIVE);
  v128.store(scratchAt, v128.bitselect(shallowOf(deepest, fractionLow, fractionHigh, peak), v128.load(scratchAt, SHALLOW), active), SHALLOW);
  const halt = v128.and(i32x4.lt_s(equity, i32x4.splat(haltBelow)), deep);
  v128.store(laneAt, v128.bitselect(i32x4.splat(session), v128.load(laneAt, HALTED), halt), HALTED);
  end(halt, t + 1);
}

/** After trade t some lane is deeper than before, or no longer sure of the size of its next trade. */
function attend(t: i32, session: i32): void {
  const equity = v128.load(scratchAt, EQUITY);
  const drawdown = i32x4.sub(v128.load(scratchAt, PEAK), equity);
  const deep = i32x4.gt_s(drawdown, v128.load(scratchAt, SHALLOW));
  if (v128.any_true(deep)) deepen(deep, drawdown, t, session);
  const unsure = v128.or(
    i32x4.le_s(v128.load(scratchAt, NET), v128.load(scratchAt, SURE_NET)), i32x4.lt_s(equity, v128.load(scratchAt, SAFE)));
  if (t + 1 < longest && v128.any_true(unsure)) sizeInFull(t + 1);
  else v128.store(scratchAt, v128.load(scratchAt, USUAL), LOTS);
}

/** Before the first trade. @param counts trades of each lane */
function open(counts: v128): void {
  const zero = i32x4.splat(0);
  const equity = i32x4.splat(start);
  v128.store(laneAt, equity, LOWEST);
  v128.store(laneAt, zero, DEEPEST);
  v128.store(laneAt, i32x4.splat(-1), HALTED);
  v128.store(laneAt, counts, TAKEN);
  v128.store(laneAt, winsBefore(longest), TAKEN_WINS);
  v128.store(laneAt, zero, HANDED_BACK);
  v128.store(laneAt, zero, FRACTION_LOW);
  v128.store(laneAt, zero, FRACTION_HIGH);
  v128.store(scratchAt, equity, EQUITY);
  v128.store(scratchAt, zero, NET);
  v128.store(scratchAt, i32x4.splat(-1), ACTIVE);
  v128.store(scratchAt, i32x4.splat(usualLots), USUAL);
  v128.store(scratchAt, zero, SHALLOW);
  v128.store(scratchAt, zero, WINS);
  v128.store(scratchAt, zero, WIN_SUM);
  counted = 0;
  end(i32x4.eq(counts, zero), 0);
  if (longest > 0) sizeInFull(0);
}

/** Walks four paths; balances go to rows of `lanesAtOnce`, from `lane` on. */
export function walk(lane: i32, lanesAtOnce: i32): void {
  draw();
  longest = draws;
  open(i32x4.splat(draws));
  const windowBytes = <usize>windowSize * 16;
  let equity = v128.load(scratchAt, EQUITY);
  let peak = equity;
  let net = i32x4.splat(0);
  let lots = v128.load(scratchAt, LOTS);
  let usual = v128.load(scratchAt, USUAL);
  let safe = v128.load(scratchAt, SAFE);
  let sureNet = v128.load(scratchAt, SURE_NET);
  let shallow = v128.load(scratchAt, SHALLOW);
  let isAlive = v128.any_true(v128.load(scratchAt, ACTIVE));
  let t: i32 = 0;
  let history = resultAt;
  let row: usize = balanceAt + <usize>lane * 4;
  const rowBytes = <usize>lanesAtOnce * 4;
  for (let session = 0; session < sessions; session++) {
    const end = isAlive ? <i32>((<i64>(session + 1) * <i64>draws) / <i64>sessions) : 0;
    for (; t < end; t++) {
      const result = v128.load(history + windowBytes);
      net = i32x4.add(net, i32x4.sub(result, v128.load(history)));
      history += 16;
      equity = i32x4.add(equity, i32x4.mul(lots, result));
      peak = i32x4.max_s(peak, equity);
      lots = usual;
      const bar = i32x4.max_s(safe, i32x4.sub(peak, shallow));
      if (v128.any_true(v128.or(i32x4.le_s(net, sureNet), i32x4.lt_s(equity, bar)))) {
        v128.store(scratchAt, equity, EQUITY);
        v128.store(scratchAt, net, NET);
        v128.store(scratchAt, peak, PEAK);
        attend(t, session);
        lots = v128.load(scratchAt, LOTS);
        usual = v128.load(scratchAt, USUAL);
        safe = v128.load(scratchAt, SAFE);
        sureNet = v128.load(scratchAt, SURE_NET);
        shallow = v128.load(scratchAt, SHALLOW);
        isAlive = v128.any_true(v128.load(scratchAt, ACTIVE));
      }
    }
    v128.store(row, equity);
    row += rowBytes;
  }
}

/** Lays out the trades of the sessions drawn for each lane; shorter lanes end in trades of nothing. @returns trades of each */
function layOutDays(): v128 {
  let counts = i32x4.splat(0);
  longest = 0;
  for (let k = 0; k < LANES; k++) {
    const lane = <usize>k * 4;
    let row = resultAt + <usize>windowSize * 16 + lane;
    let placeRow = placeAt + lane;
    let count: i32 = 0;
    for (let session = 0; session < sessions; session++) {
      const day = firstAt + <usize>load<u32>(dayAt + (<usize>k * sessions + session) * 4) * 4;
      const last = load<i32>(day, 4);
      for (let i = load<i32>(day); i < last; i++) {
        store<i32>(row, load<i32>(pnlAt + <usize>i * 4));
        store<i32>(placeRow, i * 4);
        row += 16;
        placeRow += 16;
        count++;
      }
      store<i32>(endAt + <usize>session * 16 + lane, count);
    }
    counts = v128.bitselect(i32x4.splat(count), counts, i32x4.eq(i32x4.splat(k), i32x4(0, 1, 2, 3)));
    longest = max(longest, count);
  }
  for (let k = 0; k < LANES; k++) {
    const lane = <usize>k * 4;
    const count = load<i32>(endAt + <usize>(sessions - 1) * 16 + lane);
    for (let t = count; t < longest; t++) {
      store<i32>(resultAt + <usize>(windowSize + t) * 16 + lane, 0);
      store<i32>(placeAt + <usize>t * 16 + lane, 0);
    }
  }
  return counts;
}

/** Trades of the shortest lane that is still walked. */
function nextEnd(counts: v128): i32 {
  const walked = v128.bitselect(counts, i32x4.splat(longest), v128.load(scratchAt, ACTIVE));
  return min(
    min(i32x4.extract_lane(walked, 0), i32x4.extract_lane(walked, 1)), min(i32x4.extract_lane(walked, 2), i32x4.extract_lane(walked, 3)));
}

/** Tells each lane's balance at the end of each session, and the session of its halt, from equity after each of `known` trades. */
function tellSessions(known: i32, lane: i32, lanesAtOnce: i32): void {
  const rowBytes = <usize>lanesAtOnce * 4;
  for (let k = 0; k < LANES; k++) {
    const own = <usize>k * 4;
    const haltedBy = load<i32>(laneAt + own, HALTED);
    let halted: i32 = -1;
    let row = balanceAt + <usize>(lane + k) * 4;
    for (let session = 0; session < sessions; session++) {
      const trades = load<i32>(endAt + <usize>session * 16 + own);
      if (halted < 0 && haltedBy >= 0 && trades > haltedBy) halted = session;
      const t = min(trades, known) - 1;
      store<i32>(row, t < 0 ? start : load<i32>(traceAt + <usize>t * 16 + own));
      row += rowBytes;
    }
    store<i32>(laneAt + own, halted, HALTED);
  }
}

/**
 * Walks four paths of whole sessions, which were written to `dayAddress`; balances as of `walk`.
 *
 * `walk` keeps a loop of its own: told from a trace as these are, trades drawn one by one take a quarter longer.
 */
export function walkDays(lane: i32, lanesAtOnce: i32): void {
  const counts = layOutDays();
  open(counts);
  const windowBytes = <usize>windowSize * 16;
  let equity = v128.load(scratchAt, EQUITY);
  let peak = equity;
  let net = i32x4.splat(0);
  let lots = v128.load(scratchAt, LOTS);
  let usual = v128.load(scratchAt, USUAL);
  let safe = v128.load(scratchAt, SAFE);
  let sureNet = v128.load(scratchAt, SURE_NET);
  let shallow = v128.load(scratchAt, SHALLOW);
  let isAlive = v128.any_true(v128.load(scratchAt, ACTIVE));
  let t: i32 = 0;
  let history = resultAt;
  let trace = traceAt;
  while (isAlive && t < longest) {
    const until = nextEnd(counts);
    for (; t < until; t++) {
      const result = v128.load(history + windowBytes);
      net = i32x4.add(net, i32x4.sub(result, v128.load(history)));
      history += 16;
      equity = i32x4.add(equity, i32x4.mul(lots, result));
      v128.store(trace, equity);
      trace += 16;
      peak = i32x4.max_s(peak, equity);
      lots = usual;
      const bar = i32x4.max_s(safe, i32x4.sub(peak, shallow));
      if (v128.any_true(v128.or(i32x4.le_s(net, sureNet), i32x4.lt_s(equity, bar)))) {
        v128.store(scratchAt, equity, EQUITY);
        v128.store(scratchAt, net, NET);
        v128.store(scratchAt, peak, PEAK);
        attend(t, t);
        lots = v128.load(scratchAt, LOTS);
        usual = v128.load(scratchAt, USUAL);
        safe = v128.load(scratchAt, SAFE);
        sureNet = v128.load(scratchAt, SURE_NET);
        shallow = v128.load(scratchAt, SHALLOW);
      }
    }
    const active = v128.load(scratchAt, ACTIVE);
    end(v128.and(active, i32x4.eq(counts, i32x4.splat(t))), t);
    usual = v128.load(scratchAt, USUAL);
    safe = v128.load(scratchAt, SAFE);
    sureNet = v128.load(scratchAt, SURE_NET);
    shallow = v128.load(scratchAt, SHALLOW);
    lots = v128.and(lots, v128.load(scratchAt, ACTIVE));
    isAlive = v128.any_true(v128.load(scratchAt, ACTIVE));
  }
  tellSessions(t, lane, lanesAtOnce);
}
