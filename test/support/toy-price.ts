/** A smooth stand-in for an option price: intrinsic plus a bump that shrinks with distance and time. */
export const bsPriceForTests = (isCall: boolean, spot: number, strike: number, minutesLeft: number): number => {
  const sd = 40 * Math.sqrt(minutesLeft / 390);
  const distance = Math.abs(spot - strike) / sd;
  const value = 0.4 * sd * Math.exp(-0.9 * distance - 0.12 * distance * distance);
  return value + Math.max(0, isCall ? spot - strike : strike - spot);
};
