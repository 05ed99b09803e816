import { tryOrganisationMailbox } from '../../accounts/organisation-mailbox.ts';
import { handler } from '../../http/handler.ts';

export const linkOrganisation = handler('linkOrganisation', async ({ services, person, body }) => {
  await tryOrganisationMailbox(services, body.providerAppId, body.address);
  return services.store.accounts.createOrganisation(person.id, body);
});
