/**
 * Growth-optimal share of equity put at risk, over an empirical distribution of return on risk.
 *
 * Maximises the mean of log(1 + f r) on f in [0, 1) by bisection of its derivative, which falls in f.
 * @param returns each trade's result divided by its maximum loss; at least -1
 * @returns 0 when the mean return is not positive or there are no returns
 * @see Kelly, 1956, doi:10.1002/j.1538-7305.1956.tb03809.x; Thorp, 2006, doi:10.1016/B978-044453248-0.50015-0
 * @example optimalShare([1, 1, -1]) // 0.3333
 */
export const optimalShare = (returns: readonly number[]): number => {
  const slope = (f: number): number => {
    let sum = 0;
    for (const r of returns) sum += r / (1 + f * r);
    return sum;
  };
  if (returns.length === 0 || !(slope(0) > 0)) return 0;
  let low = 0;
  let high = 1 - 1e-9;
  if (slope(high) >= 0) return high;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
};
