import type { Asked, BookOrder } from '../exchange/index.ts';
import type { World } from './world.ts';

/** Places an order with the venue, noting whether its promise would survive a power cut at this instant. */
export const placeKnown = (world: World, asked: Asked): BookOrder | undefined => {
  const promised = asked.tag !== undefined && world.disk.lasts(`"tag":"${asked.tag}"`);
  const placed = world.venue.place({ ...asked, promised }, world.time);
  return 'id' in placed ? world.venue.orders.find(({ id }) => id === placed.id) : undefined;
};
