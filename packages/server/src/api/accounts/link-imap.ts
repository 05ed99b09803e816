import { tryHalves } from '../../accounts/try-halves.ts';
import { handler } from '../../http/handler.ts';

export const linkImap = handler('linkImap', async ({ services, person, body }) => {
  await tryHalves(services.engine, body.imap, body.smtp);
  return services.store.accounts.createImap(person.id, body);
});
