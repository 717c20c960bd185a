// What only the whole course of a path tells: src/montecarlo/statistics/along-paths.ts in WebAssembly SIMD, four paths at once.
// AssemblyScript; built by wasm/build.js into src/montecarlo/statistics/along.wasm.ts. The same operations in the same order.

// Addresses.
let balanceAt: usize = 0;
let underWaterAt: usize = 0;
let gainAt: usize = 0;
let downsideAt: usize = 0;

/** Lays out memory for rows of `lanes` balances, a multiple of four. */
export function prepare(lanes: i32, sessions: i32): void {
  underWaterAt = (__heap_base + 15) & ~15;
  gainAt = underWaterAt + <usize>lanes * 4;
  downsideAt = gainAt + <usize>lanes * 8;
  balanceAt = downsideAt + <usize>lanes * 8;
  const needed = <i32>((balanceAt + <usize>lanes * <usize>sessions * 4 + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(needed);
}

export function balanceAddress(): usize { return balanceAt; }
export function underWaterAddress(): usize { return underWaterAt; }
/** Sums of session returns, then of squared losses. */
export function gainAddress(): usize { return gainAt; }
export function downsideAddress(): usize { return downsideAt; }

// @ts-ignore: decorator
@inline
function upper(words: v128): v128 {
  return v128.shuffle<i32>(words, words, 2, 3, 2, 3);
}

/** Follows the first `count` paths from `start` cents. */
export function follow(count: i32, lanes: i32, sessions: i32, start: i32): void {
  const zero = f64x2.splat(0);
  const one = i32x4.splat(1);
  const rowBytes = <usize>lanes * 4;
  for (let lane = 0; lane < count; lane += 4) {
    let last = i32x4.splat(start);
    let peak = last;
    let stretch = i32x4.splat(0);
    let longest = stretch;
    let gainLow = zero;
    let gainHigh = zero;
    let downsideLow = zero;
    let downsideHigh = zero;
    let row = balanceAt + <usize>lane * 4;
    for (let session = 0; session < sessions; session++) {
      const now = v128.load(row);
      row += rowBytes;
      const alive = i32x4.gt_s(last, i32x4.splat(0));
      const moved = v128.andnot(alive, i32x4.eq(now, last));
      const lastLow = f64x2.convert_low_i32x4_s(last);
      const lastHigh = f64x2.convert_low_i32x4_s(upper(last));
      const low = v128.and(f64x2.div(f64x2.sub(f64x2.convert_low_i32x4_s(now), lastLow), lastLow), i64x2.extend_low_i32x4_s(moved));
      const high = v128.and(f64x2.div(f64x2.sub(f64x2.convert_low_i32x4_s(upper(now)), lastHigh), lastHigh), i64x2.extend_high_i32x4_s(moved));
      gainLow = f64x2.add(gainLow, low);
      gainHigh = f64x2.add(gainHigh, high);
      const lossLow = f64x2.pmin(low, zero);
      const lossHigh = f64x2.pmin(high, zero);
      downsideLow = f64x2.add(downsideLow, f64x2.mul(lossLow, lossLow));
      downsideHigh = f64x2.add(downsideHigh, f64x2.mul(lossHigh, lossHigh));
      last = v128.bitselect(now, last, alive);
      const below = i32x4.lt_s(now, peak);
      peak = i32x4.max_s(peak, now);
      stretch = v128.and(i32x4.add(stretch, one), below);
      longest = i32x4.max_s(longest, stretch);
    }
    v128.store(underWaterAt + <usize>lane * 4, longest);
    v128.store(gainAt + <usize>lane * 8, gainLow);
    v128.store(gainAt + <usize>lane * 8, gainHigh, 16);
    v128.store(downsideAt + <usize>lane * 8, downsideLow);
    v128.store(downsideAt + <usize>lane * 8, downsideHigh, 16);
  }
}
