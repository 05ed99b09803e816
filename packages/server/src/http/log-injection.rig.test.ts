/** Names, addresses and browsers that are made to look like lines of a log, or to command the terminal of whoever reads one. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { createLog } from './log.ts';

/** A line break of each kind, an escape sequence of each kind, and a turn of direction, before what wants to be a line of its own. */
const breaks = [
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u001b[2J',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u007f',
];
const forged = '{"level":30,"msg":"forged"}';
const hostile = breaks.map((each) => `Eve${each}${forged}`);
/** Controls, marks of direction, and ends of lines and paragraphs (Unicode, 4.5). */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let server: TestServer;
let ada: Browser;

beforeAll(async () => {
  server = await startTestServer({}, { unlimited: true });
  ada = await server.signedIn();
  for (const text of hostile) {
    const headers = { 'user-agent': text.replace(/[^\u0020-\u007e\u0080-\u00ff]/g, '?') };
    await ada.ask('/api/v1/me', { method: 'PATCH', body: { name: text } });
    await ada.ask('/api/v1/groups', { method: 'POST', body: { name: text, members: [] } });
    await ada.ask('/api/v1/invitations', {
      method: 'POST',
      body: { email: `"${text}"@example.com`, role: 'member' },
    });
    const body = { email: `${text}@example.com`, password: 'a guess at it' };
    await server.browser().ask('/api/auth/sign-in/email', { method: 'POST', body, headers });
    await ada.ask(`/oauth2/callback?state=${encodeURIComponent(text)}&error=${encodeURIComponent(text)}`);
    await ada.ask(`/api/v1/messages/${encodeURIComponent(text)}`, { headers });
    await ada.ask('/api/v1/accounts/link/imap', {
      method: 'POST',
      body: { address: `${text}@example.com`, name: text, imap: {}, smtp: {} },
    });
  }
});
afterAll(() => server.close());

function looksAtEach(lines: readonly string[]): void {
  for (const line of lines) {
    expect(line).not.toMatch(unseen);
    expect(z.object({ msg: z.string() }).safeParse(JSON.parse(line)).data?.msg).not.toBe('forged');
  }
}

describe('the server’s log', () => {
  it('has one line for each thing that it tells, and nothing in it that the eye does not see', () => {
    expect(server.log.length).toBeGreaterThan(hostile.length);
    expect(server.log.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(
      true,
    );
    looksAtEach(server.log.map((line) => line.trimEnd()));
  });

  it('holds as much of what came from outside as it was given, and no line more', () => {
    const written: string[] = [];
    const destination = new Writable({ write: (chunk, _, done) => done(void written.push(String(chunk))) });
    const log = createLog({ level: 'info', destination });
    for (const text of hostile)
      log.warn({ name: text, err: new Error(text), detail: { address: text } }, text);
    expect(written).toHaveLength(hostile.length);
    for (const [at, line] of written.entries()) {
      expect(line.slice(0, -1)).not.toMatch(unseen);
      const told = {
        name: hostile[at],
        msg: hostile[at],
        detail: { address: hostile[at] },
        err: { message: hostile[at] },
      };
      expect(JSON.parse(line)).toMatchObject(told);
    }
  });
});

describe('the audit log as a file', () => {
  const recordsOf = async () => {
    const { records } = z
      .object({ records: z.array(z.unknown()) })
      .parse((await ada.ask('/api/v1/audit?limit=200')).json);
    return records.length;
  };

  it('tells of those who failed to sign in by the addresses that they told', async () => {
    const { text } = await ada.ask('/api/v1/audit?action=signin.failed&limit=200');
    expect(text).toContain('forged');
  });

  it.each([
    ['jsonl', '\n', 0],
    ['csv', '\r\n', 1],
  ])('is one record a line as %s, and nothing that the eye does not see', async (format, end, head) => {
    const records = await recordsOf();
    const { text } = await ada.ask(`/api/v1/audit/export?format=${format}`);
    const lines = text.split(end);
    // What the file itself put on record is younger than the list.
    expect(lines.length - 1 - head).toBe(records + 1);
    expect(lines.filter((line) => unseen.test(line))).toEqual([]);
  });
});
