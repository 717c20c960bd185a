import type { GateConfig } from '../gates/index.ts';
import type { GexPinConfig } from '../setups/kinds/gex-pin.ts';
import type { PinConfig } from '../pin.ts';

/** Strike selection shared by every published epoch on SPX. */
export const publishedSetup = (pin: PinConfig): GexPinConfig => ({
  kind: 'gexPin',
  pin,
  increment: 5,
  vixMax: 20,
  widthByVix: [
    { below: 15, width: 5 },
    { below: 20, width: 10 },
    { below: 25, width: 15 },
    { below: 1000, width: 20 },
  ],
  buckets: [
    { side: 'both', from: 0, to: 6, wing: 20, confidence: 'HIGH' },
    { side: 'away', from: 7, to: 15, pinBuffer: 15, spotBuffer: 8, confidence: 'HIGH' },
    { side: 'away', from: 16, to: 50, pinBuffer: 25, spotBuffer: 12, confidence: 'MEDIUM' },
  ],
});

/** Target in percent of the credit by hours in the trade. */
export const publishedTargets = [
  { hours: 0, percent: 50 },
  { hours: 1, percent: 55 },
  { hours: 2, percent: 60 },
  { hours: 3, percent: 70 },
  { hours: 4, percent: 80 },
];

export const publishedCalendar: GateConfig[] = [
  { kind: 'skipFomc', onMissing: 'closed' },
  { kind: 'skipHalfDays', onMissing: 'closed' },
];

/**
 * Strike selection as published for NDX: every distance times five, strikes on tens, the width left as it was.
 *
 * Its faults are kept and refused with a reason: distances of 31 to 34 and 76 to 79 points fall between buckets
 * (`deadZone`), and a width of 5 on a grid of 10 often rounds away (`zeroWidth`).
 */
export const publishedNdxSetup = (pin: PinConfig): GexPinConfig => ({
  ...publishedSetup(pin),
  increment: 10,
  buckets: [
    { side: 'both', from: 0, to: 30, wing: 100, confidence: 'HIGH' },
    { side: 'away', from: 35, to: 75, pinBuffer: 75, spotBuffer: 40, confidence: 'HIGH' },
    { side: 'away', from: 80, to: 250, pinBuffer: 125, spotBuffer: 60, confidence: 'MEDIUM' },
  ],
});
