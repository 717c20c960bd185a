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
