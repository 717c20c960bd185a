import { defineCriterion } from './define-criterion.ts';
import { counted } from './words.ts';

/** Nothing about the result is impossible. */
export const alarmsClear = defineCriterion({
  id: 'alarmsClear',
  title: 'No alarm',
  weigh: (alarms, most) => ({
    passed: alarms.length <= most,
    value: alarms.length,
    why: alarms.length === 0 ? 'no alarm was raised' : `${counted(alarms.length, 'alarm')}: ${alarms.join(', ')}`,
  }),
});
