import { handler } from '../../http/handler.ts';
import { administratorNotices, ownNotices } from '../../notices/current.ts';
import { noticesOf } from '../../notices/due.ts';

/** What is somebody else's to see to is not told: a member hears of their own accounts alone. */
export const listNotices = handler('listNotices', async ({ services, person }) => {
  const { store, health, settings } = services;
  const byMail = settings.smtpServer !== null;
  const own = ownNotices(await store.oversight.accounts(), person.id);
  if (person.role !== 'administrator') return { notices: own, byMail };
  const credentials = noticesOf(await store.providerApps.list(), new Date());
  return { notices: [...(await administratorNotices(store, health)), ...own, ...credentials], byMail };
});
