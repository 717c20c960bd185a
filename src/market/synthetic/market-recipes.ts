import { fairRecipe } from './fair-recipe.ts';
import type { MarketName, MarketRecipe } from './recipe.ts';

const { law } = fairRecipe;

/** Strikes with a call wall at the pin; the wall lies about half a deviation from the open. */
const openInterest = { atMoney: 1500, spread: 0.5 };

/**
 * The market in which pins attract: from noon the index covers a quarter of its distance to the gamma pin each hour.
 *
 * Options are priced as if it did not, which is the edge a pin trade needs; half of it would be half a quarter.
 */
const pinning: MarketRecipe = {
  ...fairRecipe,
  market: 'pinning',
  about: 'A synthetic SPX market with a stated pull: from 12:00 on the index covers 25% of its distance to the gamma pin each hour, and options are not priced for it.',
  plantedEdge: 'from 12:00 the index covers 25% of its distance to the gamma pin each hour; options are priced without it',
  law: { ...law, openInterest, pull: { perHour: 0.25, from: 720 } },
};

/** The placebo of `pinning`: the same open interest, and no pull. */
const nullGex: MarketRecipe = {
  ...fairRecipe,
  market: 'null-gex',
  about: 'A fair synthetic SPX market with open interest that means nothing: a strategy that follows gamma pins must find no edge here.',
  law: { ...law, openInterest },
};

/** A market in which each session drifts one way. */
const trend: MarketRecipe = {
  ...fairRecipe,
  market: 'trend',
  about: 'A synthetic SPX market in which each session drifts three quarters of a deviation one way, drawn by a coin at the open; options are not priced for it.',
  plantedEdge: 'each session drifts 0.75 deviations one way, seen only in the path; options are priced without it',
  law: { ...law, trend: { deviations: 0.75 } },
};

/** A fair market with named days of stress, after which the VIX is higher for weeks, and with outages. */
const crash: MarketRecipe = {
  ...fairRecipe,
  market: 'crash',
  about: 'A synthetic SPX market with named stress days nobody prices: a gap down, a flash crash, a squeeze, a fall in the last hour; wide quotes on them, a higher VIX after them, and minutes without quotes.',
  plantedEdge: 'stress days are not priced before they come, so sellers of options lose on them what they had not been paid for',
  law: {
    ...law,
    stress: [
      { name: 'gap down', first: 45, every: 240, gap: -0.045, volatility: 2.5, repricing: 1, widths: 3, vixJump: 1 },
      { name: 'flash crash', first: 110, every: 240, gap: 0, volatility: 1.3, shock: { move: -0.05, from: 870, minutes: 20, recovers: 0.6 }, repricing: 2.5, widths: 4, vixJump: 0.6 },
      { name: 'squeeze', first: 165, every: 240, gap: 0.005, volatility: 1.5, shock: { move: 0.035, from: 780, minutes: 90, recovers: 0 }, repricing: 1.5, widths: 2, vixJump: 0 },
      { name: 'last-hour fall', first: 215, every: 240, gap: 0, volatility: 1, shock: { move: -0.02, from: 905, minutes: 40, recovers: 0 }, repricing: 2, widths: 2.5, vixJump: 0.4 },
    ],
    outages: { chance: 0.05, minutes: 5 },
  },
};

/** Recipe of every synthetic market that the program knows by name. */
export const marketRecipes: Readonly<Record<MarketName, MarketRecipe>> = { fair: fairRecipe, pinning, trend, crash, 'null-gex': nullGex };
