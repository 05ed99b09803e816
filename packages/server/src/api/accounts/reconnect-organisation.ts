import { tryOrganisationMailbox } from '../../accounts/organisation-mailbox.ts';
import { handler } from '../../http/handler.ts';
import { notFound } from '../../http/refusals.ts';

export const reconnectOrganisation = handler(
  'reconnectOrganisation',
  async ({ services, person, params }) => {
    const { store, wake } = services;
    await store.accounts.read(person.id, params.id);
    const credentials = await store.ports.credentials.read(params.id);
    if (credentials.kind !== 'organisation') throw notFound();
    await tryOrganisationMailbox(services, credentials.providerAppId, credentials.user);
    const account = await store.accounts.reopened(person.id, params.id);
    wake.start(account.id);
    return account;
  },
);
