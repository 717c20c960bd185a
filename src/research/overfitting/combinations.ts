/**
 * Choices of k numbers out of 0..n-1, in lexicographic order.
 *
 * @example [...combinations(3, 2)] // [[0, 1], [0, 2], [1, 2]]
 */
export const combinations = function* (n: number, k: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: k }, (_, i) => i);
  for (;;) {
    yield [...chosen];
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return;
    chosen[i]++;
    for (let j = i + 1; j < k; j++) chosen[j] = chosen[j - 1] + 1;
  }
};
