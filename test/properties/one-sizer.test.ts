import { expect, it } from 'vitest';
import { openAccount as openStudyAccount } from '../../src/backtest/index.ts';
import type { Rng } from '../../src/kernel/index.ts';
import { openStream } from '../../src/kernel/index.ts';
import { emptyAccount } from '../../src/live/index.ts';
import { noLimits, openAccount as openPathAccount } from '../../src/montecarlo/index.ts';
import type { RiskConfig, SizingConfig } from '../../src/strategy/index.ts';
import { isHalted } from '../../src/strategy/index.ts';
import { publishedRules } from '../support/jobs.ts';
import { populationOf } from '../support/populations.ts';

const STATES = 100_000;
const TRADES = 120;
const seed = publishedRules.sizing as Extract<SizingConfig, { policy: 'kelly-seed' }>;
const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)];

const sizingOf = (rng: Rng): SizingConfig => {
  const kind = rng.below(20);
  if (kind < 4) return { policy: 'fixed', contracts: rng.below(5) };
  if (kind === 4) return { policy: 'kelly-log', multiplier: pick(rng, [0.5, 1]), cap: 1 + rng.below(10), window: 10 + rng.below(20), minTrades: 2 + rng.below(9), before: rng.below(3) };
  if (kind === 5) return { policy: 'kelly-shrunk', multiplier: pick(rng, [0.5, 1]), cap: 1 + rng.below(10), window: 10 + rng.below(20), minTrades: 2 + rng.below(9), before: rng.below(3), confidence: pick(rng, [0.8, 0.9]), unseenLosses: rng.below(3) };
  return {
    ...seed, enabled: rng.below(8) > 0, fallback: rng.below(4), cap: 1 + rng.below(12), window: 1 + rng.below(60), minTrades: rng.below(15), minWins: rng.below(6),
    minLosses: rng.below(3), floor: rng.below(2), multiplier: pick(rng, [0.25, 0.5, 1]), riskPerContract: pick(rng, [109, 150, 500]),
  };
};

/** One account's life told to the backtest's, the Monte Carlo's and the live runner's books alike. @returns decisions of each */
const lifeOf = (rng: Rng, states: number): readonly string[][] => {
  const account = { startingEquity: pick(rng, [2_000, 20_000, 25_000.37]), haltBelow: pick(rng, [0, 0.5, 0.9]), margin: pick(rng, ['none', 'definedRisk'] as const) };
  const sizing = sizingOf(rng);
  const risk = { ...({ limits: noLimits } as object), sizing, account } as unknown as RiskConfig;
  const population = populationOf([Array.from({ length: TRADES }, () => (rng.real() < 0.6 ? 1_000 + rng.below(25_000) : -1_000 - rng.below(35_000)))], 5_000 + rng.below(90_000));
  const study = openStudyAccount(risk);
  const path = openPathAccount({ sizing, account, limits: noLimits }, population);
  const live = emptyAccount(risk);
  const held = new Map<number, number>();
  const said: string[][] = [[], [], []];
  let next = 0;
  while (said[0].length < states && next < TRADES) {
    if (held.size < 3 && (held.size === 0 || rng.below(2) === 0)) {
      const trade = next++;
      const maxLoss = population.maxLoss[trade];
      const openRisk = [...held].reduce((sum, [each, contracts]) => sum + contracts * population.maxLoss[each], 0);
      const answers = [study.size({ equity: study.equity(), openRisk, maxLoss }), path.open(trade), live.size({ equity: live.equity, openRisk, maxLoss })];
      answers.forEach(({ contracts, because }, i) => said[i].push(JSON.stringify([contracts, because, i === 0 ? study.equity() : i === 1 ? path.equity : live.equity])));
      if (answers[0].contracts > 0) held.set(trade, answers[0].contracts);
    } else {
      const trade = pick(rng, [...held.keys()]);
      const contracts = held.get(trade) ?? 0;
      held.delete(trade);
      const pnlPerContract = population.pnl[trade];
      const maxLoss = population.maxLoss[trade];
      study.book({ contracts, pnl: contracts * pnlPerContract, pnlPerContract, maxLoss, date: '2024-01-02' });
      path.close(trade, pnlPerContract);
      live.equity += contracts * pnlPerContract;
      live.remember(pnlPerContract, maxLoss);
      if (isHalted(live.equity, risk.account)) live.isHalted = true;
    }
  }
  return said;
};

it('backtest, Monte Carlo and live runner decide the same contracts for the same reason in 100,000 random states', () => {
  const rng = openStream(100_000, 7);
  let states = 0;
  while (states < STATES) {
    const [study, path, live] = lifeOf(rng, STATES - states);
    if (study.join() !== path.join() || study.join() !== live.join()) {
      expect(path).toEqual(study);
      expect(live).toEqual(study);
    }
    states += study.length;
  }
  expect(states).toBe(STATES);
}, 120_000);
