import { tryHalves } from '../../accounts/try-halves.ts';
import { handler } from '../../http/handler.ts';
import { notFound } from '../../http/refusals.ts';

export const reconnectImap = handler('reconnectImap', async ({ services, scope, params, body }) => {
  const { store, engine, wake } = services;
  await store.accounts.read(scope, params.id, 'manage');
  const record = await store.ports.accounts.read(params.id);
  const credentials = await store.ports.credentials.read(params.id);
  if (!record || credentials.kind !== 'password') throw notFound();
  const imap = { ...record.imap, user: credentials.imap.user, password: body.imapPassword };
  const smtp = { ...record.smtp, user: credentials.smtp.user, password: body.smtpPassword };
  await tryHalves(engine, imap, smtp);
  const passwords = { imap: body.imapPassword, smtp: body.smtpPassword };
  const account = await store.passwordMailboxes.savePasswords(scope, params.id, passwords);
  wake.start(account.id);
  return account;
});
