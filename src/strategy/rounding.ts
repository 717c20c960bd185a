/** Rounds to the nearest multiple, ties to even multiples, as the published system's language does. */
export const roundHalfEven = (value: number, increment = 1): number => {
  const scaled = value / increment;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return rounded * increment;
};
