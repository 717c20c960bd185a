/**
 * The published chance that an entry fills, by VIX, credit in points, and hours since the open.
 *
 * @example fillProbability(14, 2, 0.1) // 0.895
 */
export const fillProbability = (vix: number, credit: number, hours: number): number => {
  const base = vix < 15 ? 0.875 : vix < 17 ? 0.8 : vix < 19 ? 0.75 : 0.7;
  const richer = Math.min(0.1, 0.02 * (credit - 1));
  const later = hours >= 3 ? 0.1 : hours >= 1.5 ? 0.05 : 0;
  return Math.min(0.95, Math.max(0.5, base + richer - later));
};
