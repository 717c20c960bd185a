import { figuresIn } from '../figure.ts';

const days = 'Every trade of a day shares index level, pin, VIX and strikes; drawing whole days keeps that.';
const twin = 'The same rules on recorded quotes, without the close, the dice and the credits from VIX.';

/** Published figures against an honest version of the same question. */
export const auditFigures = [
  ...figuresIn('audit', { kind: 'tested', needs: 'daily' }, [
    { id: 'whole-days.loss', label: 'Whole days: chance of a loss', unit: 'share', published: 0.002, why: days },
    { id: 'whole-days.std', label: 'Whole days: standard deviation', unit: 'dollars', published: 110_035, why: days },
    { id: 'whole-days.p5', label: 'Whole days: 5th percentile of P/L', unit: 'dollars', published: 1_455_597, why: '' },
    { id: 'whole-days.drawdown-5', label: 'Whole days: drawdown, worst 5%', unit: 'dollars', published: -19_070, why: '' },
    { id: 'alarm.close-settled', label: 'Close entry settled at the close: wins', unit: 'share', published: 0.582, why: 'Look-ahead: every trade wins because its entry price is its settlement. Only the dice and the overlay hid it.' },
  ]),
  ...figuresIn('audit', { kind: 'tested', needs: 'dataset' }, [
    { id: 'twin.win-rate', label: 'Recorded quotes: win rate', unit: 'share', published: 0.582, why: twin },
    { id: 'twin.profit-factor', label: 'Recorded quotes: profit factor', unit: 'ratio', published: 3.41, why: twin },
    { id: 'twin.average-winner', label: 'Recorded quotes: average winner', unit: 'dollars', published: 266, why: '' },
    { id: 'twin.average-loser', label: 'Recorded quotes: average loser', unit: 'dollars', published: -109, why: '' },
    { id: 'twin.trade-mean', label: 'Recorded quotes: mean trade', unit: 'dollars', published: 109.45, why: twin },
  ]),
];
