import type { Study } from '../../src/backtest/index.ts';
import { presetStudy } from '../../src/backtest/index.ts';
import type { ExitsConfig } from '../../src/strategy/index.ts';

/** A built-in study with parts replaced. */
export const studyWith = (name: string, change: (study: Study) => Partial<Study>): Study => {
  const study = presetStudy(name);
  return { ...study, ...change(study) };
};

/** Every preset's exits, and settling only. */
export const exitPresets: Readonly<Record<string, ExitsConfig>> = {
  'settle only': { hold: null, rules: [] },
  'seed-bt3y-rules': presetStudy('seed-bt3y-rules').strategy.exits,
  'seed-bt3y': presetStudy('seed-bt3y').strategy.exits,
  'seed-live-0110': presetStudy('seed-live-0110').strategy.exits,
  'seed-live-head': presetStudy('seed-live-head').strategy.exits,
};
