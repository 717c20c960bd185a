/** Which table of the report a figure stands in. */
export type FigurePart = 'monte-carlo' | 'three-year' | 'deployed' | 'audit';
export type FigureUnit = 'dollars' | 'share' | 'ratio' | 'count';

/**
 * How a published figure is judged.
 *
 * `estimate`: drawn, so it must lie near ours. `claim`: follows from other published figures, so it is right or wrong.
 * `unstable`: drawn, but of a kind that another seed moves by more than a tenth. `tested`: must lie inside our interval.
 */
export type FigureKind = 'estimate' | 'claim' | 'unstable' | 'tested';

/** One published figure. Dollars, shares of 1, counts. */
export interface Figure {
  readonly id: string;
  readonly part: FigurePart;
  readonly label: string;
  readonly unit: FigureUnit;
  readonly kind: FigureKind;
  readonly published: number;
  /** What an earlier independent re-implementation found over its seeds. */
  readonly range?: readonly [number, number];
  /** What the reader should know beside the numbers. */
  readonly why: string;
  /** Whether the figure needs files the user names. */
  readonly needs?: 'daily' | 'dataset';
}

/** Builds figures of one table that share a judgement. */
export const figuresIn = (part: FigurePart, shared: Pick<Figure, 'kind' | 'needs'>, rows: readonly Omit<Figure, 'part' | 'kind' | 'needs'>[]): Figure[] =>
  rows.map((row) => ({ ...row, ...shared, part }));
