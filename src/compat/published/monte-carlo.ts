import { figuresIn } from '../figure.ts';

const single = 'P/L from 25,000, although printed as if it were a balance; a "year" is 252 traded days.';

/** The published Monte Carlo table: 10,000 paths of 1,454 single trades, 25,000, cap 10, halt below half. */
export const monteCarloFigures = [
  ...figuresIn('monte-carlo', { kind: 'estimate' }, [
    { id: 'mc.p5', label: 'P/L, 5th percentile', unit: 'dollars', published: 1_455_597, range: [1_456_954, 1_459_614], why: single },
    { id: 'mc.p10', label: 'P/L, 10th percentile', unit: 'dollars', published: 1_486_656, why: '' },
    { id: 'mc.p25', label: 'P/L, 25th percentile', unit: 'dollars', published: 1_535_274, why: '' },
    { id: 'mc.median', label: 'P/L, median', unit: 'dollars', published: 1_589_495, range: [1_590_115, 1_592_412], why: single },
    { id: 'mc.median-balance', label: 'Balance, median', unit: 'dollars', published: 1_614_495, why: '' },
    { id: 'mc.p75', label: 'P/L, 75th percentile', unit: 'dollars', published: 1_643_612, why: '' },
    { id: 'mc.p90', label: 'P/L, 90th percentile', unit: 'dollars', published: 1_693_806, why: '' },
    { id: 'mc.p95', label: 'P/L, 95th percentile', unit: 'dollars', published: 1_724_832, why: '' },
    { id: 'mc.mean', label: 'P/L, mean', unit: 'dollars', published: 1_586_550, range: [1_586_219, 1_589_466], why: '' },
  ]),
  ...figuresIn('monte-carlo', { kind: 'unstable' }, [
    { id: 'mc.std', label: 'P/L, standard deviation', unit: 'dollars', published: 110_035, range: [98_573, 122_830], why: 'It is driven by the few paths that halt.' },
  ]),
  ...figuresIn('monte-carlo', { kind: 'estimate' }, [
    { id: 'mc.loss', label: 'Chance of a loss', unit: 'share', published: 0.002, range: [0.0013, 0.0034], why: '' },
    { id: 'mc.above-50k', label: 'Chance to end above $50,000', unit: 'share', published: 0.998, why: '' },
    { id: 'mc.above-million', label: 'Chance to end above $1,000,000', unit: 'share', published: 0.998, why: '' },
    { id: 'mc.drawdown-5', label: 'Largest drawdown, worst 5%', unit: 'dollars', published: -19_070, range: [-19_390, -19_072], why: '' },
    { id: 'mc.drawdown-10', label: 'Largest drawdown, worst 10%', unit: 'dollars', published: -17_482, why: '' },
    { id: 'mc.drawdown-25', label: 'Largest drawdown, worst 25%', unit: 'dollars', published: -15_189, why: '' },
    { id: 'mc.drawdown-50', label: 'Largest drawdown, median', unit: 'dollars', published: -13_234, range: [-13_256, -13_159], why: '' },
    { id: 'mc.win-rate-5', label: 'Win rate, 5th percentile', unit: 'share', published: 0.56, why: '' },
    { id: 'mc.win-rate-50', label: 'Win rate, median', unit: 'share', published: 0.581, why: '' },
    { id: 'mc.win-rate-95', label: 'Win rate, 95th percentile', unit: 'share', published: 0.602, why: '' },
    { id: 'mc.sortino-10', label: 'Sortino ratio, 10th percentile', unit: 'ratio', published: 2.06, why: 'Five trades in a row called a day, not annualised.' },
    { id: 'mc.sortino-50', label: 'Sortino ratio, median', unit: 'ratio', published: 2.53, why: '' },
    { id: 'mc.sortino-90', label: 'Sortino ratio, 90th percentile', unit: 'ratio', published: 3.27, why: '' },
  ]),
  ...figuresIn('monte-carlo', { kind: 'claim' }, [
    { id: 'mc.trades', label: 'Trades of a path', unit: 'count', published: 1454, why: 'int(2,834 trades / 491 traded days x 252).' },
  ]),
];
