import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import { presetPlans } from '../../strategy/index.ts';
import { parseStudy } from '../study.ts';
import type { Study } from '../study.ts';

interface Preset {
  readonly title: string;
  readonly study: unknown;
}

const published = (plan: string, requires: string, execution: unknown): unknown => ({
  version: 1, name: plan, requires, ...presetPlans[plan], execution,
});

/** Quotes a minute apart: decide on a row, fill a minute later at the recorded widths. */
const quoted = { delayMinutes: 1, widths: { kind: 'recorded' }, completion: null, fills: 'half', trust: null, gap: null, fees: 'spxw-retail-2026' };
/** Mids half an hour or more apart: the same row's mid, with modelled widths. */
const panel = { delayMinutes: 0, widths: 'snapshot-2022', completion: null, fills: 'half', trust: null, gap: null, fees: 'spxw-retail-2026' };

/** Built-in studies, by the name `-c` accepts in place of a file. */
export const presets: Readonly<Record<string, Preset>> = {
  'seed-bt3y-rules': {
    title: 'the published three-year rules on a panel of mids, widths modelled',
    study: published('seed-bt3y-rules', 'synthetic', panel),
  },
  'seed-bt3y-quotes': {
    title: 'the published three-year rules on minute quotes, filled a minute later',
    study: { ...(published('seed-bt3y-rules', 'synthetic', quoted) as object), name: 'seed-bt3y-quotes' },
  },
  'seed-bt3y': {
    title: 'the published three-year constants, nothing mended, on minute quotes',
    study: published('seed-bt3y', 'synthetic', quoted),
  },
  'seed-live-0110': {
    title: 'the bot as first deployed, on minute quotes',
    study: published('seed-live-0110', 'synthetic', quoted),
  },
  'seed-live-head': {
    title: 'the bot as last published, on minute quotes with open interest',
    study: published('seed-live-head', 'synthetic', quoted),
  },
  'seed-live-head-ndx': {
    title: 'the same on NDX, with its dead zones and zero widths refused by name',
    study: published('seed-live-head-ndx', 'synthetic', quoted),
  },
};

/** A built-in study by name. @throws ConfigError naming the nearest one */
export const presetStudy = (name: string): Study => parseStudy(presetSource(name), presetSource);

/** The unparsed text value of a built-in study. */
export const presetSource = (name: string): unknown => {
  if (!Object.hasOwn(presets, name)) {
    throw new ConfigError('preset', mustBe('preset', 'a built-in study', name, didYouMean(name, Object.keys(presets))));
  }
  return presets[name].study;
};
