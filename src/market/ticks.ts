/** Net price of a complex order moves in 5 price cents, whatever its legs cost. */
export const NET_TICK = 5;

/**
 * Price cents between quotes of one SPXW option: 5 below 3.00 points, 10 from there on.
 *
 * @see Cboe, SPX options product specification
 */
export const tickAt = (price: number): 5 | 10 => (price < 300 ? 5 : 10);

/** Largest quotable price at or below; NaN stays NaN. */
export const floorToTick = (price: number): number => Math.floor(price / tickAt(price)) * tickAt(price);

/** Smallest quotable price at or above; NaN stays NaN. */
export const ceilToTick = (price: number): number => {
  const tick = price <= 300 ? 5 : 10;
  return Math.ceil(price / tick) * tick;
};

/** Nearest quotable price, half up; NaN stays NaN. @example nearestTick(297.6) // 300 */
export const nearestTick = (price: number): number => Math.floor(price / tickAt(price) + 0.5) * tickAt(price);

/** Whether a price in whole cents can be quoted. */
export const isOnTick = (price: number): boolean => price % tickAt(price) === 0;
