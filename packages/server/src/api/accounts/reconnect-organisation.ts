import { tryOrganisationMailbox } from '../../accounts/organisation-mailbox.ts';
import { handler } from '../../http/handler.ts';
import { notFound } from '../../http/refusals.ts';

export const reconnectOrganisation = handler('reconnectOrganisation', async ({ services, scope, params }) => {
  const { store, wake } = services;
  await store.accounts.read(scope, params.id, 'manage');
  const credentials = await store.ports.credentials.read(params.id);
  if (credentials.kind !== 'organisation') throw notFound();
  await tryOrganisationMailbox(services, credentials.providerAppId, credentials.user);
  const account = await store.organisationMailboxes.reopened(scope, params.id);
  wake.start(account.id);
  return account;
});
