import { z } from 'zod';
import { dataGrades, parseWith } from '../../kernel/index.ts';

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
});

/** Everything a synthetic market is drawn from, but its seed. */
export type MarketLaw = z.infer<typeof lawSchema>;

/** Schema of a recipe. */
export const recipeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  market: z.literal('fair'),
  about: z.string(),
  grade: z.enum(dataGrades).extract(['synthetic']),
  /** Advantage any strategy is given on purpose. */
  plantedEdge: z.literal('none'),
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

/** Checks a recipe. @throws ConfigError naming the first wrong key */
export const parseRecipe = (value: unknown, where: string): MarketRecipe => parseWith(recipeSchema, value, where);
