/**
 * The four kinds of failure. Messages follow one grammar:
 * `<where> must be <what>, found <value>; <remedy>`.
 */
export abstract class GammaError extends Error {
  abstract readonly exitCode: number;
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Your file or flag is wrong. */
export class ConfigError extends GammaError {
  override readonly name = 'ConfigError';
  readonly exitCode: number = 2;
}

/** Their file is wrong, missing or stale. */
export class DataError extends GammaError {
  override readonly name = 'DataError';
  readonly exitCode: number = 3;
}

/** Their service failed. `retryable` says whether asking again is safe. */
export class BrokerError extends GammaError {
  override readonly name = 'BrokerError';
  readonly exitCode: number = 1;
  readonly retryable: boolean;
  constructor(code: string, message: string, retryable: boolean) {
    super(code, message);
    this.retryable = retryable;
  }
}

/** A gate said no: validation failed (4), or a certificate was refused (6). */
export class RefusedError extends GammaError {
  override readonly name = 'RefusedError';
  readonly exitCode: 4 | 6;
  constructor(code: string, message: string, exitCode: 4 | 6) {
    super(code, message);
    this.exitCode = exitCode;
  }
}

/** Our bug. */
export class InvariantError extends GammaError {
  override readonly name = 'InvariantError';
  readonly exitCode: number = 1;
  constructor(message: string) {
    super('invariant', `${message}. This is a defect of the workbench; please report it.`);
  }
}

export const isGammaError = (error: unknown): error is GammaError => error instanceof GammaError;

/** Closes an exhaustive switch. */
export const unreachable = (value: never): never => {
  throw new InvariantError(`unreachable value ${JSON.stringify(value)}`);
};

/** Text of a wrong value for a message: short, on one line, quoted when it is text. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'number' && !Number.isFinite(value) ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Builds a message of the house grammar. */
export const mustBe = (where: string, what: string, found: unknown, remedy: string): string =>
  `${where} must be ${what}, found ${shown(found)}; ${remedy}`;
