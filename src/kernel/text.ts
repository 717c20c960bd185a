/** `HH:MM` of minutes after midnight. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/**
 * A price in points, exact to the whole cent a contract: two digits after the point, up to four where they are needed.
 *
 * @example pointsText(2.525) // '2.525', which two digits would make 2.52 or 2.53
 */
export const pointsText = (points: number): string => points.toFixed(4).replace(/0{1,2}$/, '');

/** Digits after the point of a share as a percentage: one, or two where one could round it to nothing or to certainty. */
export const percentDigits = (share: number): number => {
  const size = Math.abs(share);
  return (size > 0 && size < 0.01) || (size > 0.99 && size < 1) ? 2 : 1;
};

/** A share as a percentage: one decimal, two within a percent of nothing or of the whole. @example percentText(0.9996) // '99.96%' */
export const percentText = (share: number): string => `${(share * 100).toFixed(percentDigits(share))}%`;

/**
 * A number with separators of thousands, the same in every locale and without loading one.
 *
 * @param value of at most 15 digits
 * @example groupedText(-1234567.5) // '-1,234,567.5'
 */
export const groupedText = (value: number): string => {
  const [whole, ...fraction] = String(value).split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
};

/** Cents as whole dollars. @example dollarText(-1234500) // '-$12,345' */
export const dollarText = (cents: number): string => `${cents < 0 ? '-' : ''}$${groupedText(Math.round(Math.abs(cents) / 100))}`;
