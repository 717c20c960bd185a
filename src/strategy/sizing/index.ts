export { accountSchema, sizingSchema } from './config.ts';
export type { AccountConfig, KellySeedConfig, Sized, SizingConfig, SizingReason } from './config.ts';
export { kellyFraction } from './kelly-seed.ts';
export { shrunkReturns } from './kelly-log.ts';
export { optimalShare } from './optimum.ts';
export { haltLevel, isHalted, sizerOf } from './sizer.ts';
export type { Sizer, SizingAsk } from './sizer.ts';
