/**
 * The debit at which a profit of so many percent of the credit is reached, price cents.
 *
 * The single place a profit's percent becomes a price.
 * @example profitDebit(200, 25) // 150
 */
export const profitDebit = (credit: number, profitPercent: number): number => (credit * (100 - profitPercent)) / 100;
