import { figuresIn } from '../figure.ts';

const days = 'Every trade of a day shares index level, pin, VIX and strikes; drawing whole days keeps that.';
const twin = 'The same rules on recorded quotes, without the close, the dice and the credits from VIX.';

/** Published figures against an honest version of the same question. */
export const auditFigures = [
  ...figuresIn('audit', { kind: 'tested', needs: 'daily' }, [
    { id: 'whole-days.loss', label: 'Chance of a loss, whole days drawn', unit: 'share', published: 0.002, why: days },
    { id: 'whole-days.std', label: 'P/L, standard deviation, whole days drawn', unit: 'dollars', published: 110_035, why: days },
    { id: 'whole-days.p5', label: 'P/L, 5th percentile, whole days drawn', unit: 'dollars', published: 1_455_597, why: '' },
    { id: 'whole-days.drawdown-5', label: 'Largest drawdown, worst 5%, whole days drawn', unit: 'dollars', published: -19_070, why: '' },
    { id: 'alarm.close-settled', label: 'Win rate: entered at the close, settled at the close', unit: 'share', published: 0.582, why: 'Look-ahead: every trade wins because its entry price is its settlement. Only the dice and the overlay hid it.' },
  ]),
  ...figuresIn('audit', { kind: 'tested', needs: 'dataset' }, [
    { id: 'twin.win-rate', label: 'Win rate on recorded quotes', unit: 'share', published: 0.582, why: twin },
    { id: 'twin.profit-factor', label: 'Profit factor on recorded quotes', unit: 'ratio', published: 3.41, why: twin },
    { id: 'twin.average-winner', label: 'Average winner on recorded quotes', unit: 'dollars', published: 266, why: '' },
    { id: 'twin.average-loser', label: 'Average loser on recorded quotes', unit: 'dollars', published: -109, why: '' },
    { id: 'twin.trade-mean', label: 'Mean trade of one contract on recorded quotes', unit: 'dollars', published: 109.45, why: twin },
  ]),
];
