import type { Figure } from '../figure.ts';
import { auditFigures } from './audit.ts';
import { deployedFigures } from './deployed.ts';
import { monteCarloFigures } from './monte-carlo.ts';
import { threeYearFigures } from './three-year.ts';

/**
 * Every figure compared, with an id of its own.
 *
 * Source: gamma GEX scalper, seed document, three-year report and five-year output, January 2026.
 */
export const publishedFigures: readonly Figure[] = [...monteCarloFigures, ...threeYearFigures, ...deployedFigures, ...auditFigures];
