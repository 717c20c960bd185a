import type { z } from 'zod';
import type { ChainDay } from '../../market/index.ts';
import type { Spread } from '../spread.ts';

/** A package worth pricing, or the reason there is none. */
export type Proposal =
  | {
      readonly kind: 'candidate';
      readonly spread: Spread;
      /** `call`, `put`, `condor`... with a confidence label where the setup gives one. */
      readonly label: string;
      readonly pin: number;
    }
  | { readonly kind: 'none'; readonly why: string };

/** How a plan chooses strikes from the chain at a row. Reads rows at or before t only. */
export interface Setup<Schema extends z.ZodObject> {
  readonly kind: string;
  readonly schema: Schema;
  readonly describe: (params: z.infer<Schema>) => string;
  readonly propose: (params: z.infer<Schema>, day: ChainDay, t: number) => Proposal;
}

export const defineSetup = <Schema extends z.ZodObject>(setup: Setup<Schema>): Setup<Schema> => setup;

export const none = (why: string): Proposal => ({ kind: 'none', why });
