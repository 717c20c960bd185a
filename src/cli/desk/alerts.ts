import type { Alerts } from '../../live/index.ts';

/** Tells nobody: for replays, whose log says it all. */
export const quietAlerts: Alerts = { send: () => undefined };
