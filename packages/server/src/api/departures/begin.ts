import { carryOut } from '../../departures/carry-out.ts';
import { presentedLeaving } from '../../departures/presented.ts';
import { handler } from '../../http/handler.ts';

/** Once the plan is stored it is done, here or after a restart; the answer tells how far it has come. */
export const beginDeparture = handler('beginDeparture', async ({ services, scope, params, body }) => {
  await carryOut(services, await services.store.departures.begin(scope, params.id, body));
  return presentedLeaving(services.store, params.id);
});
