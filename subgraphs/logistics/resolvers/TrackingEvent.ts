import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { describeStep, nameIn } from '../domain/descriptions.ts';
import type { PlaceResolvers, TrackingEventResolvers } from '../generated.ts';
import { STAFF } from './Shipment.ts';

export const TrackingEvent: TrackingEventResolvers = {
  __resolveReference: async ({ id }, { reads, viewer }) => {
    if (viewer.kind === 'guest' || !isId(id)) return null;
    const event = await reads.events.submit(id.toLowerCase());
    return event && mayRead(viewer, event.userId, ...STAFF) ? event : null;
  },
  description: ({ status, place }, { language }) => describeStep(status, place, language),
};

export const Place: PlaceResolvers = {
  name: (place, { language }) => nameIn(place, language),
};
