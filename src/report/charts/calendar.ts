import type { ReportRun } from '../run.ts';
import { factsOfRun } from '../metrics/facts.ts';
import type { Chart } from './chart.ts';
import { chart } from './chart.ts';
import { colour } from './theme.ts';

const DAY_MS = 86_400_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];

/** Every session as a square, weeks across, one row of squares a year. */
export const calendarChart = (run: ReportRun): Chart => {
  const { sessionPnl, returns } = factsOfRun(run);
  const largest = Math.max(1e-9, ...returns.map(Math.abs));
  const rows = run.sessions.map(({ date }, i) => {
    const at = Date.parse(`${date}T00:00:00Z`);
    const firstOfYear = Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`);
    const offset = (new Date(firstOfYear).getUTCDay() + 6) % 7;
    return {
      date, year: date.slice(0, 4), week: Math.floor(((at - firstOfYear) / DAY_MS + offset) / 7), day: weekdays[new Date(at).getUTCDay() - 1] ?? '',
      dollars: Math.round(sessionPnl[i] / 100), strength: sessionPnl[i] === 0 ? 0.06 : Number((0.2 + 0.8 * Math.sqrt(Math.abs(returns[i]) / largest)).toFixed(3)),
    };
  });
  const { spec, ...rest } = chart({ id: 'calendar', title: 'Sessions', caption: 'Each square a session, blue gained, orange lost, stronger the larger the return; hover for dollars.', rowsIn: 'equity.csv of the run', isWide: true }, rows, {});
  const { autosize: _autosize, height: _height, width: _width, ...frame } = spec;
  return {
    ...rest,
    spec: {
      ...frame,
      facet: { row: { field: 'year', type: 'nominal', header: { title: null, labelAngle: 0, labelAlign: 'left', labelColor: colour('muted') } } },
      spacing: 12,
      spec: {
        width: 984, height: 94,
        mark: { type: 'rect', cornerRadius: 1 },
        encoding: {
          x: { field: 'week', type: 'ordinal', axis: null, scale: { domain: Array.from({ length: 54 }, (_, i) => i), paddingInner: 0.12 } },
          y: { field: 'day', type: 'ordinal', sort: weekdays, axis: { title: null, labels: false }, scale: { domain: weekdays, paddingInner: 0.12 } },
          color: { condition: { test: 'datum.dollars < 0', value: colour('loss') }, value: colour('main') },
          opacity: { field: 'strength', type: 'quantitative', scale: null },
          tooltip: [{ field: 'date', title: 'session' }, { field: 'dollars', title: 'result', format: '$,.0f' }],
        },
      },
    },
  };
};
