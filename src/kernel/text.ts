/** `HH:MM` of minutes after midnight. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Digits after the point of a share as a percentage: one, or two where one could round it to nothing or to certainty. */
export const percentDigits = (share: number): number => {
  const size = Math.abs(share);
  return (size > 0 && size < 0.01) || (size > 0.99 && size < 1) ? 2 : 1;
};
