import { tryOrganisationMailbox } from '../../accounts/organisation-mailbox.ts';
import { handler } from '../../http/handler.ts';
import { requireLinkable } from '../../organisation/require-linkable.ts';

export const linkOrganisation = handler('linkOrganisation', async ({ services, person, scope, body }) => {
  const { provider } = await services.store.providerApps.read(body.providerAppId);
  requireLinkable(await services.store.organisation.policy(), person, { provider, address: body.address });
  await tryOrganisationMailbox(services, body.providerAppId, body.address);
  const account = await services.store.organisationMailboxes.create(person.id, body, scope.origin);
  services.wake.start(account.id);
  return account;
});
