/**
 * Knows the commands a person types and wires the rooms together for each.
 * Deliberately decides nothing itself: every rule lives in another room.
 * Start at main.ts, then commands/.
 */
export { main } from './main.ts';
