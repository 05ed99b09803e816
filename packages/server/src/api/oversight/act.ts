import { handler } from '../../http/handler.ts';
import { actOn } from '../../oversight/act-on.ts';

export const actOnAccounts = handler('actOnAccounts', async ({ services, person, scope, body }) => {
  const outcomes = [];
  for (const accountId of new Set(body.accountIds)) {
    outcomes.push({ accountId, outcome: await actOn(services, { person, scope }, body.action, accountId) });
  }
  return { outcomes, byMail: services.settings.smtpServer !== null };
});
