import type { Breach } from '../exchange/index.ts';
import type { ChainSnapshot, RunnerSettings } from '../live/index.ts';

/** Placeholder until the decisions are replayed. */
export const replayBreaches = (_journal: string, _settings: RunnerSettings, _delivered: ReadonlyMap<number, readonly ChainSnapshot[]>): Breach[] => [];
