import { accountDiagnostics, Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld, readAllBodies } from '../testing/world.ts';

/** A word that stands wherever mail or people could be named; whatever holds it has leaked. */
const canary = 'canary7f3a';

describe('a diagnostic file', () => {
  it('holds nothing of mail, people, folders or credentials', async () => {
    const { store, scope, account, inbox } = await openWorld();
    const { mail, accounts, events, completeness } = store.ports;
    const [folder] = (
      await mail.saveFolderList(account.id, [listed('INBOX', 'inbox'), listed(`${canary} folder`)])
    ).filter(({ path }) => path.includes(canary));
    const somebody = [{ name: `${canary} name`, address: `${canary}@${canary}.example` }];
    const told = arrival(1, {
      flags: [`$${canary}`],
      subject: `${canary} subject`,
      messageId: `<${canary}@example.com>`,
      references: [`<${canary}.ref@example.com>`],
      ...{ from: somebody, to: somebody, cc: somebody, bcc: somebody, replyTo: somebody },
      attachments: [
        {
          part: '2',
          name: `${canary}.pdf`,
          mediaType: 'application/pdf',
          size: 3,
          contentId: canary,
          inline: false,
        },
      ],
    });
    await mail.addArrivals(inbox.id, [told, arrival(2, { subject: `${canary} two` })]);
    await readAllBodies({ store, account }, () => `${canary} text`);
    await mail.saveBodies([
      {
        messageId: (await newest(store, scope)) ?? 0,
        state: 'unreadable',
        reason: `${canary} reason`,
        words: canary,
      },
    ]);
    await mail.saveFolderRefusal(folder?.id ?? 0, 'folder-not-selectable');
    const failure = new Failure({
      origin: 'provider',
      kind: 'protocol-error',
      code: `${canary} said so`,
      quote: `${canary} quote`,
      detail: { folder: canary, address: canary },
    });
    await accounts.saveStatus(account.id, { state: 'waiting', failure: failure.toWire(), progress: null });
    await events.record(account.id, { kind: 'failed', failure: 'protocol-error', wait: 2000 });
    await completeness.begin(account.id);
    await completeness.end(account.id, { mended: { texts: 1 }, folders: [], failure: null });
    await store.outgoing.create(scope, null, {
      accountId: account.id,
      inReplyTo: null,
      ...{ to: somebody, cc: somebody, bcc: somebody },
      subject: canary,
      html: `<p>${canary}</p>`,
      text: canary,
    });

    const diagnostics = await store.truths.diagnostics(scope, account.id);
    const text = JSON.stringify(diagnostics);
    expect(text).not.toContain(canary);
    // The world's own names: address, folders, passwords.
    expect(text).not.toMatch(/\bada\b|INBOX|Archive/);
    expect(accountDiagnostics.parse(diagnostics)).toEqual(diagnostics);
    expect(diagnostics).toMatchObject({
      account: { state: 'waiting', failure: { kind: 'protocol-error', code: null } },
      counts: { messages: 2, unreadable: 1, outgoing: { queued: 1 } },
      events: [{ kind: 'failed', failure: 'protocol-error', times: 1, waitedSeconds: 2 }, { kind: 'mended' }],
    });
    expect(diagnostics.folders.some(({ refusal }) => refusal?.failure === 'folder-not-selectable')).toBe(
      true,
    );
  });
});

async function newest(
  store: Awaited<ReturnType<typeof openWorld>>['store'],
  scope: Awaited<ReturnType<typeof openWorld>>['scope'],
): Promise<number | undefined> {
  const { conversations } = await store.conversations.list(scope, { limit: 1 });
  const { messages } = await store.conversations.read(scope, conversations[0]?.id ?? '');
  return messages[0] && Number(messages[0].id);
}
