import { tryHalves } from '../../accounts/try-halves.ts';
import { handler } from '../../http/handler.ts';
import { requireLinkable } from '../../organisation/require-linkable.ts';

export const linkImap = handler('linkImap', async ({ services, person, scope, body }) => {
  requireLinkable(await services.store.organisation.policy(), person, {
    provider: 'imap',
    address: body.address,
  });
  await tryHalves(services.engine, body.imap, body.smtp);
  const account = await services.store.passwordMailboxes.create(person.id, body, scope.origin);
  services.wake.start(account.id);
  return account;
});
