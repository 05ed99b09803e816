import { handler } from '../../http/handler.ts';
import { noticesOf } from '../../notices/due.ts';

export const listNotices = handler('listNotices', async ({ services }) => ({
  notices: noticesOf(await services.store.providerApps.list(), new Date()),
  byMail: services.settings.smtpServer !== null,
}));
