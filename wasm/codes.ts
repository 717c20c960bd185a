// Codes of exits, combined and added up: src/research/columns/arithmetic.ts in WebAssembly SIMD.
// AssemblyScript; built by wasm/build.js into src/research/columns/codes.wasm.ts. Columns stay where they were put, so an
// instance serves one evaluator and memory is only ever added.

let nextAt: usize = 0;

// The contest: candidates, where the rivals of each begin, the rivals, and the codes from which they are held.
let candidateAt: usize = 0;
let firstRivalAt: usize = 0;
let rivalAt: usize = 0;
let heldFromAt: usize = 0;
let contested: i32 = 0;

/** [N] all bits where a candidate is taken, none where it is passed over. */
let takenAt: usize = 0;
let least: i32 = 0;
let resultMask: i32 = 0;

/** Room for so many bytes, a multiple of 16. Old views end when memory grows. */
export function allocate(bytes: i32): usize {
  if (nextAt == 0) nextAt = (__heap_base + 15) & ~15;
  const at = nextAt;
  nextAt += (<usize>bytes + 15) & ~15;
  const needed = <i32>((nextAt + 0xffff) >> 16) - memory.size();
  if (needed > 0) memory.grow(max(needed, 64));
  return at;
}

export function setContest(candidates: usize, firstRivals: usize, rivals: usize, heldFrom: usize, count: i32): void {
  candidateAt = candidates;
  firstRivalAt = firstRivals;
  rivalAt = rivals;
  heldFromAt = heldFrom;
  contested = count;
}

export function setResults(taken: usize, leastCents: i32, mask: i32): void {
  takenAt = taken;
  least = leastCents;
  resultMask = mask;
}

/** Smaller of two columns of so many codes; whole groups of four. */
export function lesser(a: usize, b: usize, into: usize, count: i32): void {
  const end = a + (<usize>(count + 3) >> 2 << 4);
  while (a < end) {
    v128.store(into, i32x4.min_s(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
    into += 16;
  }
}

/** Adds up the results of so many candidates, taken or passed over. */
export function total(codes: usize, count: i32): f64 {
  let sum: i64 = 0;
  const end = codes + (<usize>count << 2);
  for (; codes < end; codes += 4) sum += <i64>(load<i32>(codes) & resultMask);
  return <f64>(sum + <i64>count * <i64>least);
}

/** Marks which candidates are taken under a column of codes. @returns how many are passed over */
export function keep(codes: usize): i32 {
  let passed = 0;
  let pair = load<i32>(firstRivalAt);
  for (let c = 0; c < contested; c++) {
    const end = load<i32>(firstRivalAt + (<usize>c << 2), 4);
    let held = 0;
    for (; pair < end; pair++) {
      const rival = <usize>load<i32>(rivalAt + (<usize>pair << 2)) << 2;
      held |= load<i32>(takenAt + rival) & ~((load<i32>(codes + rival) - load<i32>(heldFromAt + (<usize>pair << 2))) >> 31);
    }
    store<i32>(takenAt + (<usize>load<i32>(candidateAt + (<usize>c << 2)) << 2), ~held);
    passed -= held;
  }
  return passed;
}

/** Adds up each session's results and losses, as marked. @param first [D+1] first candidate of each session @returns how many won */
export function addUp(codes: usize, first: usize, sessions: i32, sums: usize, losses: usize): i32 {
  let wins = 0;
  let at = codes + (<usize>load<i32>(first) << 2);
  let taken = takenAt + (at - codes);
  for (let d = 0; d < sessions; d++) {
    const end = codes + (<usize>load<i32>(first + (<usize>d << 2), 4) << 2);
    let sum = 0;
    let loss = 0;
    for (; at < end; at += 4) {
      const result = ((load<i32>(at) & resultMask) + least) & load<i32>(taken);
      taken += 4;
      sum += result;
      loss += min(result, 0);
      wins += i32(result > 0);
    }
    store<i32>(sums + (<usize>d << 2), sum);
    store<i32>(losses + (<usize>d << 2), loss);
  }
  return wins;
}
