import { figuresIn } from '../figure.ts';

const table = 'The published table is of 25,000 and ten contracts; the bot was deployed with 20,000 and at most three.';

/** What was said of the deployed account. */
export const deployedFigures = figuresIn('deployed', { kind: 'claim' }, [
  { id: 'sizing.at-20000', label: 'Contracts at 20,000', unit: 'count', published: 3, why: 'Right, but only because of the cap: the formula asks for more.' },
  { id: 'sizing.at-10000', label: 'Contracts at 10,000 after a drawdown', unit: 'count', published: 2, why: 'The formula still asks for more than the cap; one cent lower it is 0. One and two contracts cannot occur.' },
  { id: 'sizing.at-40-percent', label: 'Contracts at 40% of the start', unit: 'count', published: 0, why: 'The halt is below half, so 40% is halted.' },
  { id: 'deployed.median', label: 'Deployed: P/L, median', unit: 'dollars', published: 1_589_495, why: table },
  { id: 'deployed.p5', label: 'Deployed: P/L, 5th percentile', unit: 'dollars', published: 1_455_597, why: '' },
  { id: 'deployed.std', label: 'Deployed: standard deviation', unit: 'dollars', published: 110_035, why: '' },
  { id: 'deployed.above-million', label: 'Deployed: chance above $1,000,000', unit: 'share', published: 0.998, why: table },
  { id: 'deployed.drawdown', label: 'Deployed: drawdown, median', unit: 'dollars', published: -13_234, why: '' },
]);
