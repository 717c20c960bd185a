import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settlementDebit } from '../../src/execution/index.ts';
import type { Spread } from '../../src/strategy/index.ts';
import { buyingPower, exactMaxLoss, marginRequirement } from '../../src/strategy/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

interface MarginCase {
  readonly name: string;
  readonly inputs: Readonly<Record<string, number | string>>;
  readonly expected: { readonly requirementCents: number; readonly buyingPowerReductionCents: number; readonly exactMaxLossCents: number };
}

const casesOf = <T>(file: string): T[] => (JSON.parse(readFileSync(sharedPath(`vectors/${file}`), 'utf8')) as { cases: T[] }).cases;

const legs = (right: 'put' | 'call', short: unknown, long: unknown): Spread['legs'] => [
  { right, strike: Number(short) / 100, ratio: -1 },
  { right, strike: Number(long) / 100, ratio: 1 },
];

const spreadOf = ({ inputs: i }: MarginCase): Spread =>
  'right' in i
    ? { kind: 'custom', legs: legs(i.right as 'put' | 'call', i.shortStrikeCents, i.longStrikeCents) }
    : { kind: 'custom', legs: [...legs('put', i.shortPutCents, i.longPutCents), ...legs('call', i.shortCallCents, i.longCallCents)] };

describeWithData('margin vectors', () => {
  it.each(casesOf<MarginCase>('margin.json').map((c) => [c.name, c] as const))('%s', (_name, c) => {
    const spread = spreadOf(c);
    const quantity = Number(c.inputs.quantity);
    const credit = Number(c.inputs.netPremiumPointCents ?? Number(c.inputs.putCreditPointCents) + Number(c.inputs.callCreditPointCents));
    expect(marginRequirement(spread) * 10000 * quantity).toBe(c.expected.requirementCents);
    expect(buyingPower(spread, credit) * quantity).toBe(c.expected.buyingPowerReductionCents);
    expect(exactMaxLoss(spread, credit) * quantity).toBe(c.expected.exactMaxLossCents);
  });
});

interface SettlementCase {
  readonly name: string;
  readonly inputs: {
    readonly settlementPointCents: number;
    readonly feesCents: number;
    readonly legs: readonly { right: 'put' | 'call'; strikePointCents: number; signedQuantity: number; entryPricePointCents: number }[];
  };
  readonly expected: { readonly settlementCashCents: number; readonly netPnlCents: number };
}

describeWithData('settlement vectors', () => {
  it.each(casesOf<SettlementCase>('settlement.json').map((c) => [c.name, c] as const))('%s', (_name, { inputs, expected }) => {
    const spread: Spread = { kind: 'custom', legs: inputs.legs.map((leg) => ({ right: leg.right, strike: leg.strikePointCents / 100, ratio: leg.signedQuantity })) };
    const premium = -inputs.legs.reduce((sum, leg) => sum + leg.signedQuantity * leg.entryPricePointCents * 100, 0);
    const owed = settlementDebit(spread, inputs.settlementPointCents / 100);
    expect(-owed === 0 ? 0 : -owed).toBe(expected.settlementCashCents);
    expect(premium - owed - inputs.feesCents).toBe(expected.netPnlCents);
  });
});
