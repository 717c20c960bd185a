import { z } from 'zod';
import type { ChainDay } from '../../market/index.ts';
import type { Proposal, Setup } from './define-setup.ts';
import { fixedOffset } from './kinds/fixed-offset.ts';
import { gexPin } from './kinds/gex-pin.ts';
import { otmSingle } from './kinds/otm-single.ts';
import { packageSetup } from './kinds/package.ts';

/** The roster. To add a setup: a file in kinds/, and its name here and below. */
export const setups = [gexPin, fixedOffset, otmSingle, packageSetup] as const;

export const setupSchema = z.discriminatedUnion('kind', [
  gexPin.schema, fixedOffset.schema, otmSingle.schema, packageSetup.schema,
]);
export type SetupConfig = z.infer<typeof setupSchema>;

const setupOf = (kind: string): Setup<z.ZodObject> =>
  setups.find((setup) => setup.kind === kind) as unknown as Setup<z.ZodObject>;

/** What a plan's setup proposes at a row. */
export const propose = (config: SetupConfig, day: ChainDay, t: number): Proposal =>
  setupOf(config.kind).propose(config, day, t);

export const describeSetup = (config: SetupConfig): string => setupOf(config.kind).describe(config);
