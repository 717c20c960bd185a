// Four paths side by side: src/montecarlo/lean/sequences.ts in WebAssembly SIMD, for trades drawn one by one.
// AssemblyScript; built by wasm/build.js into src/montecarlo/lean/sequences.wasm.ts. Equal to the TypeScript walker to the
// last cent; a path that cannot pay for a trade is handed back, since its window no longer moves with the rest.

const LANES: i32 = 4;

// Set once a job by `prepare`. Money in cents.
let bound: u32 = 0;
let draws: i32 = 0;
let sessions: i32 = 0;
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

// Addresses.
let pnlAt: usize = 0;
let maxLossAt: usize = 0;
let ringAt: usize = 0;
let balanceAt: usize = 0;
let laneAt: usize = 0;

/** Lays out memory for a job; the addresses below are good from then on. */
export function prepare(trades: i32, tradesPerPath: i32, sessionCount: i32, lanesAtOnce: i32, windowTrades: i32): void {
  bound = trades;
  draws = tradesPerPath;
  sessions = sessionCount;
  windowSize = windowTrades;
  pnlAt = (__heap_base + 15) & ~15;
  maxLossAt = pnlAt + ((trades * 4 + 15) & ~15);
  ringAt = maxLossAt + ((trades * 4 + 15) & ~15);
  balanceAt = ringAt + windowTrades * 16;
  laneAt = balanceAt + sessionCount * lanesAtOnce * 4;
  const end = laneAt + 12 * 16;
  const needed = <i32>((end + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(needed);
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

export function setHalt(cents: i32): void {
  haltBelow = cents;
}

export function pnlAddress(): usize { return pnlAt; }
export function maxLossAddress(): usize { return maxLossAt; }
export function balanceAddress(): usize { return balanceAt; }
/** Four 32-bit words each: state words s0, s1, s2 in; lowest, maxDrawdown, haltedAt, taken, wins, handedBack out; then four doubles: maxFraction. */
export function laneAddress(): usize { return laneAt; }

// @ts-ignore: decorator
@inline
function lotsOf(equity: i32, stake: f64): i32 {
  let lots: f64 = stake > 0 ? Math.floor((<f64>equity * stake) / risk) : 0;
  lots = max(<f64>floorLots, max(lots, 0));
  return <i32>min(<f64>cap, lots);
}

/** The sizing module's arithmetic, operation by operation. */
function lotsFor(equity: i32, known: i32, wins: i32, net: i32, winSum: i32): i32 {
  if (known < minTrades || wins < minWins || known - wins < minLosses) return isNaN(stakeBefore) ? before : lotsOf(equity, stakeBefore);
  const averageWin: f64 = wins == 0 ? 0 : <f64>winSum / <f64>wins;
  const averageLoss: f64 = wins == known ? 0 : <f64>(winSum - net) / <f64>(known - wins);
  const winRate: f64 = <f64>wins / <f64>known;
  const stake: f64 = averageWin > 0 ? ((winRate * averageWin - (1.0 - winRate) * averageLoss) / averageWin) * multiplier : 0;
  return lotsOf(equity, stake);
}

/** Walks four paths whose stream states lie in the lane words; balances go to rows of `lanesAtOnce`, from `lane` on. */
export function walk(lane: i32, lanesAtOnce: i32): void {
  let s0 = v128.load(laneAt);
  let s1 = v128.load(laneAt, 16);
  let s2 = v128.load(laneAt, 32);
  let counter: i32 = 1;
  for (let k = 0; k < 12; k++) {
    const t = i32x4.add(i32x4.add(s0, s1), i32x4.splat(counter++));
    s0 = v128.xor(s1, i32x4.shr_u(s1, 9));
    s1 = i32x4.add(s2, i32x4.shl(s2, 3));
    s2 = i32x4.add(v128.or(i32x4.shl(s2, 21), i32x4.shr_u(s2, 11)), t);
  }
  memory.fill(ringAt, 0, windowSize * 16);
  const zero = i32x4.splat(0);
  const bounds = i32x4.splat(bound);
  const caps = i32x4.splat(cap);
  const safe = f32x4.splat(<f32>(<f64>cap * risk * 1.00001));
  const share = f32x4.splat(<f32>multiplier);
  let equity = i32x4.splat(start);
  let peak = equity;
  let active = i32x4.splat(-1);
  let net = zero;
  let winSum = zero;
  let wins = zero;
  let taken = zero;
  let allWins = zero;
  let shallow = zero;
  let known: i32 = 0;
  let head: usize = ringAt;
  const ringEnd = ringAt + <usize>windowSize * 16;
  const lowestAt = laneAt + 48;
  const deepestAt = laneAt + 64;
  const haltedAt = laneAt + 80;
  const backAt = laneAt + 128;
  const fractionAt = laneAt + 144;
  v128.store(lowestAt, equity);
  v128.store(deepestAt, zero);
  v128.store(haltedAt, i32x4.splat(-1));
  v128.store(backAt, zero);
  memory.fill(fractionAt, 0, 32);
  let t: i32 = 0;
  let row: usize = balanceAt + <usize>lane * 4;
  for (let session = 0; session < sessions; session++) {
    const end = <i32>((<i64>(session + 1) * <i64>draws) / <i64>sessions);
    for (; t < end && v128.any_true(active); t++) {
      // draw
      const word = i32x4.add(i32x4.add(s0, s1), i32x4.splat(counter++));
      s0 = v128.xor(s1, i32x4.shr_u(s1, 9));
      s1 = i32x4.add(s2, i32x4.shl(s2, 3));
      s2 = i32x4.add(v128.or(i32x4.shl(s2, 21), i32x4.shr_u(s2, 11)), word);
      const low = i64x2.extmul_low_i32x4_u(word, bounds);
      const high = i64x2.extmul_high_i32x4_u(word, bounds);
      const place = i32x4.shl(v128.shuffle<i32>(low, high, 1, 3, 5, 7), 2);
      const a = <usize>i32x4.extract_lane(place, 0);
      const b = <usize>i32x4.extract_lane(place, 1);
      const c = <usize>i32x4.extract_lane(place, 2);
      const d = <usize>i32x4.extract_lane(place, 3);
      let result = v128.load32_zero(pnlAt + a);
      result = v128.load_lane<i32>(pnlAt + b, result, 1);
      result = v128.load_lane<i32>(pnlAt + c, result, 2);
      result = v128.load_lane<i32>(pnlAt + d, result, 3);
      let need = v128.load32_zero(maxLossAt + a);
      need = v128.load_lane<i32>(maxLossAt + b, need, 1);
      need = v128.load_lane<i32>(maxLossAt + c, need, 2);
      need = v128.load_lane<i32>(maxLossAt + d, need, 3);
      // size: the cap where it is certain for all four
      let lots = caps;
      const sum = f32x4.convert_i32x4_s(net);
      const gain = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(equity), share), sum), f32x4.convert_i32x4_s(wins));
      const wanted = f32x4.mul(f32x4.mul(safe, f32x4.splat(<f32>known)), f32x4.convert_i32x4_s(winSum));
      const losses = i32x4.sub(i32x4.splat(known), wins);
      const early = v128.or(i32x4.lt_s(wins, i32x4.splat(minWins)), i32x4.lt_s(losses, i32x4.splat(minLosses)));
      const certain = v128.andnot(f32x4.gt(gain, wanted), early);
      if (known < minTrades || !i32x4.all_true(v128.or(certain, v128.not(active)))) {
        lots = i32x4(
          lotsFor(i32x4.extract_lane(equity, 0), known, i32x4.extract_lane(wins, 0), i32x4.extract_lane(net, 0), i32x4.extract_lane(winSum, 0)),
          0, 0, 0);
        lots = i32x4.replace_lane(lots, 1, lotsFor(i32x4.extract_lane(equity, 1), known, i32x4.extract_lane(wins, 1), i32x4.extract_lane(net, 1), i32x4.extract_lane(winSum, 1)));
        lots = i32x4.replace_lane(lots, 2, lotsFor(i32x4.extract_lane(equity, 2), known, i32x4.extract_lane(wins, 2), i32x4.extract_lane(net, 2), i32x4.extract_lane(winSum, 2)));
        lots = i32x4.replace_lane(lots, 3, lotsFor(i32x4.extract_lane(equity, 3), known, i32x4.extract_lane(wins, 3), i32x4.extract_lane(net, 3), i32x4.extract_lane(winSum, 3)));
      }
      // no contracts by the rules: nothing will change that, the path is over
      active = v128.andnot(active, i32x4.eq(lots, zero));
      lots = v128.and(lots, active);
      const tooDear = v128.and(i32x4.gt_s(i32x4.mul(lots, need), equity), active);
      if (v128.any_true(tooDear)) {
        if (i32x4.extract_lane(tooDear, 0) != 0) lots = i32x4.replace_lane(lots, 0, i32x4.extract_lane(equity, 0) / i32x4.extract_lane(need, 0));
        if (i32x4.extract_lane(tooDear, 1) != 0) lots = i32x4.replace_lane(lots, 1, i32x4.extract_lane(equity, 1) / i32x4.extract_lane(need, 1));
        if (i32x4.extract_lane(tooDear, 2) != 0) lots = i32x4.replace_lane(lots, 2, i32x4.extract_lane(equity, 2) / i32x4.extract_lane(need, 2));
        if (i32x4.extract_lane(tooDear, 3) != 0) lots = i32x4.replace_lane(lots, 3, i32x4.extract_lane(equity, 3) / i32x4.extract_lane(need, 3));
      }
      // a path that skips a trade it cannot pay for is handed back
      const idle = v128.and(i32x4.eq(lots, zero), active);
      if (v128.any_true(idle)) {
        v128.store(backAt, v128.or(v128.load(backAt), idle));
        active = v128.andnot(active, idle);
      }
      lots = v128.and(lots, active);
      // remember
      const old = v128.load(head);
      v128.store(head, result);
      head += 16;
      if (head == ringEnd) head = ringAt;
      if (known < windowSize) known++;
      net = i32x4.sub(i32x4.add(net, result), old);
      winSum = i32x4.sub(i32x4.add(winSum, i32x4.max_s(result, zero)), i32x4.max_s(old, zero));
      const win = i32x4.gt_s(result, zero);
      wins = i32x4.add(i32x4.sub(wins, win), i32x4.gt_s(old, zero));
      allWins = i32x4.sub(allWins, v128.and(win, active));
      taken = i32x4.sub(taken, active);
      // book
      equity = i32x4.add(equity, i32x4.mul(lots, result));
      peak = i32x4.max_s(peak, equity);
      const drawdown = i32x4.sub(peak, equity);
      const deep = v128.and(i32x4.gt_s(drawdown, shallow), active);
      if (v128.any_true(deep)) {
        v128.store(laneAt, deep);
        v128.store(laneAt, drawdown, 16);
        v128.store(laneAt, peak, 32);
        for (let k = 0; k < LANES; k++) {
          const at = <usize>k * 4;
          if (load<i32>(laneAt + at) == 0) continue;
          const fall = load<i32>(laneAt + at, 16);
          const top = load<i32>(laneAt + at, 32);
          const money = top - fall;
          const deepest = max(load<i32>(deepestAt + at), fall);
          const fraction = max(load<f64>(fractionAt + at * 2), <f64>fall / <f64>top);
          store<i32>(deepestAt + at, deepest);
          store<f64>(fractionAt + at * 2, fraction);
          store<i32>(lowestAt + at, min(load<i32>(lowestAt + at), money));
          if (money < haltBelow) {
            store<i32>(haltedAt + at, session);
            store<i32>(laneAt + at, 0x40000000);
          }
          store<i32>(laneAt + at, <i32>min(<f64>deepest, fraction * <f64>top * 0.999999999999), 16);
        }
        shallow = v128.bitselect(v128.load(laneAt, 16), shallow, deep);
        active = v128.andnot(active, i32x4.eq(v128.load(laneAt), i32x4.splat(0x40000000)));
      }
    }
    v128.store(row, equity);
    row += <usize>lanesAtOnce * 4;
  }
  v128.store(laneAt + 96, taken);
  v128.store(laneAt + 112, allWins);
}
