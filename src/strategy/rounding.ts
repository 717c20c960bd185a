import { roundHalf } from '../market/index.ts';

/** Rounds to the nearest multiple, ties to even multiples, as the published system's language does. */
export const roundHalfEven = (value: number, increment = 1): number => roundHalf(value / increment, 'half-even') * increment;
