import { presentedLeaving } from '../../departures/presented.ts';
import { handler } from '../../http/handler.ts';

export const readLeaving = handler('readLeaving', async ({ services, params }) =>
  presentedLeaving(services.store, params.id),
);
