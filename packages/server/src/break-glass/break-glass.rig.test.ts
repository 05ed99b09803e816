/** Breaking the glass over HTTP: what it shows, what it does not let do, whom it is told to, and what stays on record. */
import { auditRecord, brokenGlass } from '@mailroom/model';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import { ownMailServer } from '../testing/own-mail-server.ts';
import { seedMail } from '../testing/seed-mail.ts';
import { administrator, member, startTestServer } from '../testing/test-server.ts';

const reason = 'Bob is ill, and a customer waits for =HYPERLINK("x")';

async function startWorld(settings: Partial<Settings> = {}) {
  const server = await startTestServer(settings);
  onTestFinished(() => server.close());
  const ada = await server.signedIn();
  const bob = await server.member();
  const { id: bobId } = z.object({ id: z.string() }).parse((await bob.ask('/api/v1/me')).json);
  const mail = await seedMail(server.dataDir, bobId);
  const body = { accountId: mail.accountId, reason, minutes: 15 };
  const breakIt = async () =>
    brokenGlass.parse((await ada.ask('/api/v1/break-glass', { method: 'POST', body })).json);
  return { server, ada, bob, bobId, mail, breakIt };
}

const logged = z.object({
  records: z.array(auditRecord),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  accounts: z.array(z.object({ id: z.string(), address: z.string() })),
});

it('shows the administrator a message with its images and attachments, changes nothing, and ends at once when it is ended', async () => {
  const { server, ada, bob, mail, breakIt } = await startWorld();
  const { messageId, conversationId } = mail;
  expect((await ada.ask(`/api/v1/messages/${messageId}/html`)).status).toBe(404);
  const { id } = await breakIt();

  const html = await ada.ask(`/api/v1/messages/${messageId}/html`);
  const { inline } = z.object({ inline: z.string() }).parse(html.json);
  const image = () => server.browser().ask(`${inline}real%40x`);
  expect((await image()).status).toBe(200);
  expect((await ada.ask(`/api/v1/messages/${messageId}/parts/2`)).status).toBe(200);
  for (const intent of [
    { kind: 'flag', messageIds: [messageId], flag: 'seen', value: true },
    { kind: 'trash', messageIds: [messageId] },
  ]) {
    expect((await ada.ask('/api/v1/intents', { method: 'POST', body: intent })).status).toBe(403);
  }
  expect((await bob.ask(`/api/v1/conversations/${conversationId}`)).json).toMatchObject({
    conversation: { unread: 1 },
  });

  const end = await bob.ask(`/api/v1/break-glass/${id}/end`, { method: 'POST' });
  expect(end.status).toBe(204);
  expect((await ada.ask(`/api/v1/messages/${messageId}`)).status).toBe(404);
  expect((await image()).status).toBe(404);
});

it('is told to the owner by mail, once, with who reads and why, and without a word of mail', async () => {
  const { smtp, settings } = await ownMailServer();
  const { bob, breakIt } = await startWorld(settings);
  const { id } = await breakIt();
  await vi.waitFor(() => expect(smtp.transmissions).toHaveLength(1), { timeout: 20_000 });
  const [told] = smtp.transmissions;
  expect(told?.recipients).toEqual([member.email]);
  const text = told?.submitted.toString() ?? '';
  expect(text).toContain(administrator.name);
  expect(text).not.toMatch(/quarterly|invoice/);
  const list = async () =>
    z.object({ broken: z.array(brokenGlass) }).parse((await bob.ask('/api/v1/break-glass')).json).broken;
  expect(await list()).toMatchObject([{ id, active: true, noted: false, reason }]);
  await bob.ask(`/api/v1/break-glass/${id}/note`, { method: 'POST' });
  expect(await list()).toMatchObject([{ id, noted: true }]);
});

it('stands in the log of its owner as what others did, by name, and in the file that is exported', async () => {
  const { ada, bob, mail, breakIt } = await startWorld();
  await breakIt();
  await ada.ask(`/api/v1/conversations/${mail.conversationId}`);
  await bob.ask(`/api/v1/conversations/${mail.conversationId}`);

  const own = logged.parse((await bob.ask('/api/v1/audit?byOthers=true')).json);
  expect(own.records.map(({ action }) => action)).toEqual(['break-glass.used', 'break-glass.began']);
  expect(own.people).toEqual([expect.objectContaining({ name: administrator.name })]);
  expect(own.accounts).toEqual([{ id: mail.accountId, address: 'ada@example.com' }]);
  const none = logged.parse((await ada.ask('/api/v1/audit?byOthers=true')).json);
  expect(none.records).toEqual([]);

  const file = (query: string) => ada.ask(`/api/v1/audit/export?${query}`);
  const csv = await file(`format=csv&action=break-glass.began&accountId=${mail.accountId}`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  const [head, began, rest] = csv.text.split('\r\n');
  expect(head).toMatch(/^at,actor,action,/);
  expect(began).toContain('"break-glass.began"');
  expect(rest).toBe('');
  expect(csv.text).not.toMatch(/quarterly|Figures|invoice/);
  const lines = (await file('format=jsonl&action=break-glass.began')).text.trim().split('\n');
  expect(lines.map((line) => auditRecord.parse(JSON.parse(line)).detail)).toMatchObject([
    { reason, minutes: 15 },
  ]);
  // Who took a file is on record as well; a member's file holds what is theirs.
  expect(logged.parse((await ada.ask('/api/v1/audit?action=audit.exported')).json).records).toHaveLength(2);
  const theirs = await bob.ask('/api/v1/audit/export?format=jsonl&byOthers=true');
  expect(theirs.text.trim().split('\n')).toHaveLength(2);
});

it('sessions that are ended with one press, and checks by whoever manages the account, are on record', async () => {
  const { ada, bob, bobId, mail } = await startWorld();
  const { id: adaId } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  await bob.ask('/api/auth/sign-in/email', {
    method: 'POST',
    body: { email: member.email, password: member.password },
  });
  await bob.ask('/api/v1/me/sessions/end-others', { method: 'POST' });
  const own = logged.parse((await bob.ask('/api/v1/audit?action=signin.ended')).json);
  expect(own.records).toMatchObject([{ actor: bobId, detail: { sessions: 1 } }]);

  const share = { with: { kind: 'person', id: adaId }, level: 'manage' };
  await bob.ask(`/api/v1/accounts/${mail.accountId}/shares`, { method: 'POST', body: share });
  for (const act of ['sync', 'check'])
    await ada.ask(`/api/v1/accounts/${mail.accountId}/${act}`, { method: 'POST' });
  const done = logged.parse((await bob.ask('/api/v1/audit?byOthers=true')).json).records;
  expect(done.map(({ actor, action, detail }) => [actor, action, detail.what])).toEqual([
    [adaId, 'account.managed-by-other', 'checked'],
    [adaId, 'account.managed-by-other', 'synchronised'],
  ]);
});
