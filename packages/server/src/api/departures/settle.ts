import { carryOut } from '../../departures/carry-out.ts';
import { presentedLeaving } from '../../departures/presented.ts';
import { handler } from '../../http/handler.ts';

export const settleLeftAccount = handler('settleLeftAccount', async ({ services, scope, params, body }) => {
  const { departures } = services.store;
  await carryOut(services, await departures.settle(scope, params.id, params.accountId, body));
  return presentedLeaving(services.store, params.id);
});
