import { defineCriterion } from './define-criterion.ts';
import { counted } from './words.ts';

/** The runner decides what the backtest decided. */
export const replayParity = defineCriterion({
  id: 'replayParity',
  title: 'Replays the same',
  weigh: ({ sessions, differences }, fewest) => ({
    passed: differences === 0 && sessions >= fewest,
    value: differences,
    why: `${counted(differences, 'difference')} over ${counted(sessions, 'replayed session')}; none may be, over at least ${fewest}`,
  }),
});
