// Order statistics of 32-bit whole numbers by histogram: src/montecarlo/statistics/select.ts in WebAssembly.
// AssemblyScript; built by wasm/build.js into src/montecarlo/statistics/select.wasm.ts.

const BUCKET_BITS: i32 = 12;
const BUCKETS: i32 = 1 << BUCKET_BITS;
/** 32 bits are used up after three levels of twelve. */
const LEVELS: i32 = 3;
/** Below this many values, sorting is quicker than another histogram. */
const FEW: i32 = 48;
const MOST_RANKS: i32 = 64;

// Addresses. Counts and slots are laid out once a level; four words a rank and level: bucket, before it, next free place, rank within.
let ranksAt: usize = 0;
let foundAt: usize = 0;
let countsAt: usize = 0;
let slotsAt: usize = 0;
let wantedAt: usize = 0;
let valuesAt: usize = 0;

/** Lays out memory for up to `most` values. */
export function prepare(most: i32): void {
  ranksAt = (__heap_base + 15) & ~15;
  foundAt = ranksAt + MOST_RANKS * 4;
  countsAt = foundAt + MOST_RANKS * 4;
  slotsAt = countsAt + LEVELS * BUCKETS * 4;
  wantedAt = slotsAt + LEVELS * BUCKETS;
  valuesAt = wantedAt + LEVELS * MOST_RANKS * 16;
  // each level gathers no more values than the one above
  const end = valuesAt + (<usize>most + 4) * 4 * (LEVELS + 1);
  const needed = <i32>((end + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(needed);
}

export function valuesAddress(): usize { return valuesAt; }
export function ranksAddress(): usize { return ranksAt; }
export function foundAddress(): usize { return foundAt; }

/** Finds the values at `count` ascending 0-based ranks among the first `n` values. Values are not kept in order. */
export function select(n: i32, count: i32): void {
  find(0, valuesAt, n, ranksAt, count, foundAt);
}

function sortFew(at: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const value = load<i32>(at + <usize>i * 4);
    let place = at + <usize>i * 4;
    while (place > at && load<i32>(place - 4) > value) {
      store<i32>(place, load<i32>(place - 4));
      place -= 4;
    }
    store<i32>(place, value);
  }
}

function find(level: i32, at: usize, n: i32, ranks: usize, count: i32, found: usize): void {
  if (n <= FEW) {
    sortFew(at, n);
    for (let k = 0; k < count; k++) store<i32>(found + <usize>k * 4, load<i32>(at + <usize>load<i32>(ranks + <usize>k * 4) * 4));
    return;
  }
  const end = at + <usize>n * 4;
  let lows = v128.load(at);
  let highs = lows;
  for (let p = at; p + 16 <= end; p += 16) {
    const four = v128.load(p);
    lows = i32x4.min_s(lows, four);
    highs = i32x4.max_s(highs, four);
  }
  const tail = v128.load(end - 16);
  lows = i32x4.min_s(lows, tail);
  highs = i32x4.max_s(highs, tail);
  const low = min(min(i32x4.extract_lane(lows, 0), i32x4.extract_lane(lows, 1)), min(i32x4.extract_lane(lows, 2), i32x4.extract_lane(lows, 3)));
  const high = max(max(i32x4.extract_lane(highs, 0), i32x4.extract_lane(highs, 1)), max(i32x4.extract_lane(highs, 2), i32x4.extract_lane(highs, 3)));
  const shift = max(0, 32 - clz(high - low) - BUCKET_BITS);

  const counts = countsAt + <usize>(level * BUCKETS) * 4;
  memory.fill(counts, 0, BUCKETS * 4);
  for (let p = at; p < end; p += 4) {
    const cell = counts + (<usize>(<u32>(load<i32>(p) - low) >> shift)) * 4;
    store<i32>(cell, load<i32>(cell) + 1);
  }

  const slots = slotsAt + <usize>(level * BUCKETS);
  memory.fill(slots, 0, BUCKETS);
  const wanted = wantedAt + <usize>(level * MOST_RANKS) * 16;
  const gathered = (end + 15) & ~15;
  let next = gathered;
  let bucket = 0;
  let before = 0;
  for (let k = 0; k < count; k++) {
    const rank = load<i32>(ranks + <usize>k * 4);
    let size = load<i32>(counts + <usize>bucket * 4);
    while (before + size <= rank) {
      before += size;
      size = load<i32>(counts + <usize>(++bucket) * 4);
    }
    const note = wanted + <usize>k * 16;
    if (shift == 0) {
      store<i32>(found + <usize>k * 4, low + bucket);
      continue;
    }
    if (load<u8>(slots + bucket) == 0) {
      store<u8>(slots + bucket, <u8>(k + 1));
      store<i32>(note, size);
      store<u32>(note, <u32>next, 4);
      store<u32>(note, <u32>next, 8);
      next += <usize>size * 4;
    } else store<i32>(note, 0);
    store<i32>(note, rank - before, 12);
  }
  if (shift == 0) return;

  for (let p = at; p < end; p += 4) {
    const value = load<i32>(p);
    const slot = load<u8>(slots + (<usize>(<u32>(value - low) >> shift)));
    if (slot == 0) continue;
    const note = wanted + <usize>(slot - 1) * 16;
    const place = load<u32>(note, 8);
    store<i32>(place, value);
    store<u32>(note, place + 4, 8);
  }
  let k = 0;
  while (k < count) {
    const size = load<i32>(wanted + <usize>k * 16);
    const first = load<u32>(wanted + <usize>k * 16, 4);
    let after = k;
    do {
      store<i32>(ranks + <usize>after * 4, load<i32>(wanted + <usize>after * 16, 12));
      after++;
    } while (after < count && load<i32>(wanted + <usize>after * 16) == 0);
    find(level + 1, first, size, ranks + <usize>k * 4, after - k, found + <usize>k * 4);
    k = after;
  }
}
