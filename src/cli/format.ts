/** Dollars of whole cents, with thousands separators: `-1,234.50`. */
export const dollars = (cents: number): string =>
  (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Whole dollars of cents. */
export const wholeDollars = (cents: number): string => Math.round(cents / 100).toLocaleString('en-US');

/** A share as percent with one digit. */
export const percentText = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : 'n/a');

/** Rows as left-aligned words and right-aligned numbers. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [header, ...rows];
  const widths = header.map((_, c) => Math.max(...all.map((row) => (row[c] ?? '').length)));
  const isNumber = header.map((_, c) => rows.every((row) => /^[-+$]?[\d,.]*%?$|^n\/a$/.test(row[c] ?? '')));
  const line = (row: readonly string[]): string =>
    row.map((cell, c) => (isNumber[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join('  ').trimEnd();
  return all.map(line).join('\n');
};
