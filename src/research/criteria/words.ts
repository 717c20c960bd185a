/** Dollars for a sentence. @example dollars(-1234.5) // '-$1,234.50' */
export const dollars = (value: number): string =>
  `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;

/** A share for a sentence. @example percentOf(0.0425) // '4.25%' */
export const percentOf = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** A count with its noun. @example counted(1, 'alarm') // '1 alarm' */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
