/** What the owner of an account is told of it, through HTTP; the engine does nothing here. */
import { accountDiagnostics, accountTruth, skippedMessage } from '@mailroom/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../../testing/browser.ts';
import { openSecondStore, type SeededMail, seedMail } from '../../testing/seed-mail.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let ada: Browser;
let mail: SeededMail;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  const { id } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  mail = await seedMail(server.dataDir, id);
});
afterAll(() => server.close());

const path = (part: string) => `/api/v1/accounts/${mail.accountId}/${part}`;
const truth = async () => accountTruth.parse((await ada.ask(path('truth'))).json);

/** A message that made no sense to its reader, and what its parser said of it. */
async function addUnreadable(): Promise<void> {
  const store = await openSecondStore(server.dataDir);
  const { mail: port } = store.ports;
  await port.addArrivals(Number(mail.folderId), [
    {
      ...{ uid: 2, flags: [], receivedAt: new Date('2026-11-02T10:00:00Z'), size: 10, emailId: null },
      ...{ threadId: null, messageId: '<two@example.com>', inReplyTo: [], references: [], subject: 'Odd' },
      ...{ from: [], to: [], cc: [], bcc: [], replyTo: [], sentAt: null, textParts: [], attachments: [] },
      structureKnown: true,
    },
  ]);
  const [pending] = await port.pendingBodies(mail.accountId, 1);
  await port.saveBodies([
    { messageId: pending?.messageId ?? 0, state: 'unreadable', reason: 'No charset', words: 'odd' },
  ]);
  await port.saveFolderRefusal(Number(mail.folderId), 'folder-not-selectable');
  await store.close();
}

describe('the truth about an account', () => {
  it('counts what is stored of each folder, and says that nothing was checked yet', async () => {
    const told = await truth();
    expect(told.folders).toMatchObject([{ id: mail.folderId, role: 'inbox', stored: 1, onServer: null }]);
    expect(told).toMatchObject({ messages: 1, pendingTexts: 0, unreadable: 0, budget: null });
    expect(told.check).toEqual({
      askedAt: null,
      begunAt: null,
      progress: null,
      endedAt: null,
      outcome: null,
    });
  });

  it('knows of a check that was asked for, until it begins', async () => {
    expect((await ada.ask(path('check'), { method: 'POST' })).status).toBe(204);
    expect((await truth()).check).toMatchObject({ askedAt: expect.any(String), begunAt: null });
    const store = await openSecondStore(server.dataDir);
    await store.ports.completeness.begin(mail.accountId);
    expect((await truth()).check).toMatchObject({ askedAt: null, begunAt: expect.any(String) });
    await store.ports.completeness.end(mail.accountId, {
      mended: { missing: 3 },
      folders: [],
      failure: null,
    });
    await store.close();
    expect((await truth()).check).toMatchObject({ begunAt: null, outcome: { mended: { missing: 3 } } });
    const { events } = z.object({ events: z.array(z.unknown()) }).parse((await ada.ask(path('events'))).json);
    expect(events).toMatchObject([{ kind: 'mended', times: 1 }]);
  });

  it('names what could not be read, why, and reads it again when asked', async () => {
    await addUnreadable();
    const told = await truth();
    expect(told.unreadable).toBe(1);
    expect(told.folders[0]?.refusal).toMatchObject({ failure: 'folder-not-selectable' });
    const skipped = z.object({ messages: z.array(skippedMessage) });
    const { messages } = skipped.parse((await ada.ask(path('skipped'))).json);
    expect(messages).toMatchObject([{ subject: 'Odd', reason: 'No charset', stoppedReaderAt: null }]);
    expect((await ada.ask(path('skipped/retry'), { method: 'POST' })).status).toBe(204);
    expect(await truth()).toMatchObject({ unreadable: 0, pendingTexts: 1 });
  });

  it('is handed out as a file in which nothing is said of mail or people', async () => {
    const answer = await ada.ask(path('diagnostics'));
    const told = accountDiagnostics.parse(answer.json);
    expect(told.counts).toMatchObject({ messages: 2, conversations: 2 });
    expect(told.check.outcome?.mended).toEqual({ missing: 3 });
    expect(answer.text).not.toMatch(/quarterly|Odd|ada@|INBOX|Ada|Chen/);
  });
});
