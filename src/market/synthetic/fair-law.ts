import { cumulativeNormal, normalDensity } from '../normal.ts';

/** Gamma-distributed part of a move: `shape`, and `rate` per unit of deviation. */
export interface GammaPart {
  readonly shape: number;
  readonly rate: number;
}

/**
 * Law of the move still to come, in units of its deviation: a normal variable of deviation `gaussian`, plus a gamma
 * variable upward, less a gamma variable downward, less their means.
 *
 * The law is self-decomposable, so one process has it at every minute: a Brownian motion with exponential jumps whose
 * size falls with the square root of the variance still to come.
 *
 * @see Kuechler and Tappe, 2008, doi:10.1016/j.spa.2007.04.006 (bilateral gamma); Carr, Geman, Madan and Yor, 2007,
 * doi:10.1111/j.1467-9965.2007.00293.x (self-similar processes for option prices)
 */
export interface FairLaw {
  readonly gaussian: number;
  readonly down: GammaPart;
  readonly up: GammaPart;
}

/** Mean of a law's jumps, which the process takes back as drift. */
export const jumpMean = ({ down, up }: FairLaw): number => up.shape / up.rate - down.shape / down.rate;

const STEP = 0.04;

/** Fourier weights of the law less the normal law of equal variance. */
interface Spectrum {
  readonly deviation: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

const spectrumOf = (law: FairLaw): Spectrum => {
  const { gaussian, down, up } = law;
  const variance = gaussian ** 2 + up.shape / up.rate ** 2 + down.shape / down.rate ** 2;
  const mean = jumpMean(law);
  const count = Math.ceil(9 / (gaussian * STEP));
  const real = new Float64Array(count);
  const imaginary = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const u = (j + 1) * STEP;
    const weight = STEP / (Math.PI * u * u);
    const damped = up.shape * Math.log1p((u / up.rate) ** 2) + down.shape * Math.log1p((u / down.rate) ** 2);
    const modulus = Math.exp(-(((gaussian * u) ** 2 + damped) / 2));
    const angle = up.shape * Math.atan(u / up.rate) - down.shape * Math.atan(u / down.rate) - u * mean;
    real[j] = weight * (Math.exp(-(variance * u * u) / 2) - modulus * Math.cos(angle));
    imaginary[j] = -weight * modulus * Math.sin(angle);
  }
  return { deviation: Math.sqrt(variance), real, imaginary };
};

/** Value out of the money and its slope, at a distance on one side: the normal law's, corrected by the spectrum. */
const exactAt = ({ deviation, real, imaginary }: Spectrum, side: 1 | -1, distance: number): readonly [number, number] => {
  const scaled = distance / deviation;
  let value = deviation * normalDensity(scaled) - distance * cumulativeNormal(-scaled);
  let slope = -cumulativeNormal(-scaled);
  for (let j = 0; j < real.length; j++) {
    const u = (j + 1) * STEP;
    const cosine = Math.cos(u * distance);
    const sine = side * Math.sin(u * distance);
    value += cosine * real[j] + sine * imaginary[j];
    slope += side * u * (cosine * imaginary[j] - sine * real[j]);
  }
  return [Math.max(0, value), slope];
};

/** The law rescaled so that its unit is the at-the-money deviation: the price at the money is that of a unit normal. */
export const atMoneyUnits = ({ gaussian, down, up }: FairLaw): FairLaw => {
  const unit = exactAt(spectrumOf({ gaussian, down, up }), 1, 0)[0] * Math.sqrt(2 * Math.PI);
  return {
    gaussian: gaussian / unit,
    down: { ...down, rate: down.rate * unit },
    up: { ...up, rate: up.rate * unit },
  };
};

const PER_UNIT = 64;
const FARTHEST = 40;

/** Value and slope at each node of one side, in pairs. */
const tableOf = (spectrum: Spectrum, side: 1 | -1): Float64Array => {
  const table = new Float64Array(2 * (FARTHEST * PER_UNIT + 1));
  for (let node = 0; 2 * node < table.length; node++) table.set(exactAt(spectrum, side, node / PER_UNIT), 2 * node);
  return table;
};

/** Cubic that meets value and slope at both ends of a node's interval (Hermite). */
const between = (table: Float64Array, node: number, part: number): number => {
  const at = 2 * node;
  const rise = table[at + 2] - table[at];
  const start = table[at + 1] / PER_UNIT;
  const end = table[at + 3] / PER_UNIT;
  return table[at] + part * (start + part * (3 * rise - 2 * start - end + part * (start + end - 2 * rise)));
};

/**
 * Value of the option out of the money, in units of deviation, by `(strike - index) / deviation`.
 *
 * Inverted from the characteristic function once, then cubic between nodes: off by less than 1e-9; 0 beyond 40 units.
 *
 * @see Lewis, 2001, A simple option formula for general jump-diffusion and other exponential Levy processes
 */
export const valueTable = (law: FairLaw): ((z: number) => number) => {
  const spectrum = spectrumOf(law);
  const below = tableOf(spectrum, -1);
  const above = tableOf(spectrum, 1);
  return (z) => {
    const place = Math.abs(z) * PER_UNIT;
    const node = Math.floor(place);
    return node < FARTHEST * PER_UNIT ? Math.max(0, between(z < 0 ? below : above, node, place - node)) : 0;
  };
};
