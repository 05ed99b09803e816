import { DatabaseSync } from 'node:sqlite';
import { freePolicy } from '@mailroom/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseFile } from '../start/open-store.ts';
import type { Browser } from '../testing/browser.ts';
import { type SeededMail, seedMail } from '../testing/seed-mail.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ada: Browser;
let mail: SeededMail;
let inline: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  const { id } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  mail = await seedMail(server.dataDir, id);
  const html = await ada.ask(`/api/v1/messages/${mail.messageId}/html`);
  inline = z.object({ inline: z.string() }).parse(html.json).inline;
});
afterAll(() => server.close());

describe('an attachment', () => {
  it('is saved and never shown: name cleaned, type not the sender’s, no sniffing, no origin', async () => {
    const answer = await ada.ask(`/api/v1/messages/${mail.messageId}/parts/2`);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('<script>alert(1)</script>');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="invoicegpj.exe"; filename*=UTF-8''invoicegpj.exe`,
    );
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-length')).toBe('25');
    expect(answer.headers.get('content-security-policy')).toBe(
      "sandbox; default-src 'none'; frame-ancestors 'none'",
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['9', 'TEXT', '..%2f..%2fetc%2fpasswd', '2%00'])(
    'with the part number %s is not found',
    async (part) => {
      expect((await ada.ask(`/api/v1/messages/${mail.messageId}/parts/${part}`)).status).toBe(404);
    },
  );
});

describe('the source of a message', () => {
  it('is saved under the message’s subject', async () => {
    const answer = await ada.ask(`/api/v1/messages/${mail.messageId}/source`);
    expect(answer.headers.get('content-disposition')).toMatch(/filename="The quarterly figures\.eml"/);
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox/);
  });
});

describe('an inline image', () => {
  it('is given without a session, for the frame, by the type that its bytes have', async () => {
    expect(inline).toMatch(/^\/mail-inline\/.+\/$/);
    const answer = await server.browser().ask(`${inline}real%40x`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/gif');
    // From a cache it would be seen after the access to it has ended.
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('that is SVG under the name of PNG is not found', async () => {
    const answer = await server.browser().ask(`${inline}fake%40x`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toMatch(/svg/);
  });

  it('is not found with another token, or under another content ID', async () => {
    // Not its last character: of that one not every bit counts.
    const another = inline.replace(/(?<=^\/mail-inline\/)./, (first) => (first === 'x' ? 'y' : 'x'));
    expect((await server.browser().ask(`${another}real%40x`)).status).toBe(404);
    expect((await server.browser().ask(`${inline}other%40x`)).status).toBe(404);
  });

  it('leaves its token in no line of the log', () => {
    expect(server.log.join()).not.toContain(inline.split('/')[2]);
  });
});

describe('the HTML of a message', () => {
  it('is told as JSON, never as a page of Mailroom’s own', async () => {
    const answer = await ada.ask(`/api/v1/messages/${mail.messageId}/html`, {
      headers: { accept: 'text/html' },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('what is larger than the organisation lets be fetched', () => {
  it('is not given, as attachment, image or source, until the limit is lifted; its text is', async () => {
    const database = new DatabaseSync(databaseFile(server.dataDir));
    database.exec(
      `update messages set size = 20000, attachments = replace(replace(attachments, '"size":25', '"size":20000'), '"size":16', '"size":20000')`,
    );
    database.close();
    const limit = async (mostOctets: number | null) => {
      const body = { sync: { ...freePolicy.sync, mostOctets } };
      expect((await ada.ask('/api/v1/organisation', { method: 'PATCH', body })).status).toBe(200);
    };
    const paths = [
      `/api/v1/messages/${mail.messageId}/parts/2`,
      `/api/v1/messages/${mail.messageId}/source`,
      `${inline}real%40x`,
    ];
    const statuses = () => Promise.all(paths.map(async (path) => (await ada.ask(path)).status));
    await limit(10_000);
    for (const path of paths) {
      expect((await ada.ask(path)).json).toMatchObject({
        failure: { kind: 'organisation-policy', detail: { rule: 'most-octets', octets: '10000' } },
      });
    }
    expect((await ada.ask(`/api/v1/messages/${mail.messageId}`)).json).toMatchObject({ text: 'Figures' });
    await limit(20_000);
    expect(await statuses()).toEqual([200, 200, 200]);
    await limit(null);
    expect(await statuses()).toEqual([200, 200, 200]);
  });
});
