import { z } from 'zod';
import { ConfigError, dataGrades, mustBe, parseWith } from '../../kernel/index.ts';

const gammaPart = z.strictObject({ shape: z.number().positive(), rate: z.number().positive() });
const minuteOfDay = z.int().min(570).max(960);

const figuresSchema = z.strictObject({
  /** What the figures were measured on. */
  source: z.string(),
  /** Standard deviation of the move to the close that at-the-money options imply, by minute after midnight. */
  deviations: z.array(z.strictObject({ minute: minuteOfDay, basisPoints: z.number().positive() })),
  /** Implied volatility over that at the money: one ratio for each distance `z`, in deviations from the index. */
  smile: z.strictObject({
    z: z.array(z.number()),
    at: z.array(z.strictObject({ minute: minuteOfDay, ratios: z.array(z.number().positive()) })),
  }),
  /** Median bid to ask width of options out of the money, price cents, by mid from the entry's on. */
  widths: z.array(z.strictObject({ from: z.number().min(0), width: z.number().positive() })),
  /** Quantiles of VIX closes. */
  vix: z.array(z.strictObject({ probability: z.number().min(0).max(1), level: z.number().positive() })),
});

/** What a recorded market looks like, to set a synthetic one beside. */
export type MarketFigures = z.infer<typeof figuresSchema>;

const lawSchema = z.strictObject({
  /** Move still to come: a normal part and gamma parts down and up, scaled to the at-the-money deviation. */
  move: z.strictObject({ gaussian: z.number().positive(), down: gammaPart, up: gammaPart }),
  /** VIX before each session: floor + scale * exp(x), x an autoregression with this stationary deviation. */
  vix: z.strictObject({
    floor: z.number().min(0),
    scale: z.number().positive(),
    deviation: z.number().positive(),
    persistence: z.number().min(0).max(0.999),
  }),
  /** Deviation of a full session: `atMedian` basis points at the median VIX, VIX to a power, and a lognormal factor. */
  session: z.strictObject({ atMedian: z.number().positive(), vixPower: z.number().positive(), dispersion: z.number().min(0) }),
  /** Deviation of the overnight move over the session's. */
  overnight: z.number().min(0),
  /** Index level the first session comes from, points. */
  firstClose: z.number().positive(),
  /** Open interest with a call wall that is each session's gamma pin; none when left out. */
  openInterest: z.strictObject({
    /** Contracts at an ordinary strike at the money. */
    atMoney: z.number().positive(),
    /** How far from the open the wall is drawn, in deviations. */
    spread: z.number().positive(),
  }).optional(),
  /** Pull of the index to the gamma pin: the part of the distance covered in an hour, from a minute on. No option is priced for it. */
  pull: z.strictObject({ perHour: z.number().min(0).max(0.99), from: minuteOfDay }).optional(),
  /** Drift of each session one way, drawn at the open: deviations over the whole session. No option is priced for it. */
  trend: z.strictObject({ deviations: z.number().min(0).max(5) }).optional(),
  /** Named days that return every `every` sessions, the first at session `first`. */
  stress: z.array(z.strictObject({
    name: z.string(),
    first: z.int().min(0),
    every: z.int().min(1),
    /** Overnight move into the session, a part of the index. */
    gap: z.number().min(-0.5).max(0.5),
    /** Deviation of the whole session over an ordinary one's; options are priced for it from the open. */
    volatility: z.number().positive(),
    /** A move nobody priced: its size, when it starts, how long it takes, how much of it comes back in as long again. */
    shock: z.strictObject({ move: z.number().min(-0.5).max(0.5), from: minuteOfDay, minutes: z.int().min(1).max(120), recovers: z.number().min(0).max(1) }).optional(),
    /** Factor on the deviation still to come, from the shock on. */
    repricing: z.number().min(1),
    /** Factor on the width of quotes. */
    widths: z.number().min(1),
    /** Logarithm by which the VIX is higher the day after. */
    vixJump: z.number().min(0),
  })).optional(),
  /** Minutes without any quote: their chance in a session, and their length. */
  outages: z.strictObject({ chance: z.number().min(0).max(1), minutes: z.int().min(1).max(60) }).optional(),
});

/** Everything a synthetic market is drawn from, but its seed. */
export type MarketLaw = z.infer<typeof lawSchema>;

/** Synthetic markets by name. */
export const marketNames = ['fair', 'pinning', 'trend', 'crash', 'null-gex'] as const;
export type MarketName = (typeof marketNames)[number];

/** Schema of a recipe. */
export const recipeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  market: z.enum(marketNames),
  about: z.string(),
  grade: z.enum(dataGrades).extract(['synthetic']),
  /** Advantage a strategy could have, in words; `none` where there is none. */
  plantedEdge: z.string().min(1),
  seed: z.union([z.int(), z.string()]),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Minutes between rows. */
  step: z.int().min(1).max(30),
  law: lawSchema,
  figures: figuresSchema,
});

/** A synthetic dataset as a text: the same recipe makes the same bytes. */
export type MarketRecipe = z.infer<typeof recipeSchema>;

/**
 * Checks a recipe.
 *
 * @throws ConfigError naming the first wrong key, or when the recipe keeps quiet about an edge its law plants, or claims one it does not
 */
export const parseRecipe = (value: unknown, where: string): MarketRecipe => {
  const recipe = parseWith(recipeSchema, value, where);
  const { pull, trend, stress } = recipe.law;
  const plants = pull !== undefined || trend !== undefined || stress !== undefined;
  if (plants === (recipe.plantedEdge === 'none')) {
    const what = plants ? 'words for what pull, trend or stress give a strategy' : '"none", as its law has no pull, trend or stress';
    throw new ConfigError('config', mustBe(`${where}.plantedEdge`, what, recipe.plantedEdge, 'correct the value'));
  }
  return recipe;
};
