import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { openSecondStore, type SeededMail, seedMail } from '../testing/seed-mail.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ada: Browser;
let mail: SeededMail;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  mail = await seedMail(server.dataDir, await personId(ada));
});
afterAll(() => server.close());

async function personId(browser: Browser): Promise<string> {
  return z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json).id;
}

interface Event {
  event: string;
  id: number;
  data: Record<string, unknown>;
}

/** Opens a stream: its position is decided when this resolves. */
async function open(browser: Browser, path: string, headers: Record<string, string> = {}) {
  const response = await browser.request(path, { headers });
  return { headers: response.headers, read: (done: (event: Event) => boolean) => readEvents(response, done) };
}

/** Reads until `done` says so of an event, or the stream ends. */
async function readEvents(response: Response, done: (event: Event) => boolean) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const events: Event[] = [];
  let text = '';
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return { events, ended: true };
    text += chunk.value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event = '', id = '', data = ''] = /^event: (.*)\nid: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event) events.push({ event, id: Number(id), data: JSON.parse(data) });
    }
    if (events.some(done)) {
      await reader?.cancel();
      return { events, ended: false };
    }
  }
}

const isOf =
  (noun: string) =>
  ({ event, data }: Event) =>
    event === 'change' && data.noun === noun;

describe('the live stream', () => {
  it('tells every change since the cursor, in order, with its position', async () => {
    const { headers, read } = await open(ada, '/api/v1/live?cursor=0');
    const { events } = await read(isOf('outgoing'));
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const positions = events.map(({ id }) => id);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(events.map(({ id, data }) => id === data.seq)).not.toContain(false);
    expect(new Set(events.map(({ data }) => data.noun))).toEqual(
      new Set(['account', 'folder', 'conversation', 'message', 'outgoing']),
    );
  });

  it('resumes after the last event a browser has seen, which is newer than the address it repeats', async () => {
    const { events } = await (await open(ada, '/api/v1/live?cursor=0')).read(isOf('outgoing'));
    const middle = events[1];
    const again = await open(ada, '/api/v1/live?cursor=0', { 'last-event-id': String(middle?.id) });
    const resumed = await again.read(isOf('outgoing'));
    expect(resumed.events).toEqual(events.filter(({ id }) => id > (middle?.id ?? 0)));
  });

  it('begins now without a cursor, and tells a change of this process at once', async () => {
    const stream = await open(ada, '/api/v1/live');
    const body = { kind: 'flag', messageIds: [mail.messageId], flag: 'seen', value: true };
    await ada.ask('/api/v1/intents', { method: 'POST', body });
    const { events } = await stream.read(isOf('message'));
    expect(events.map(({ data }) => data.noun)).not.toContain('account');
  });

  it('tells a change that another process made, and none of another person’s', async () => {
    const stream = await open(ada, '/api/v1/live');
    const bob = await server.member();
    const others = await seedMail(server.dataDir, await personId(bob));
    const second = await openSecondStore(server.dataDir);
    const owner = await second.scopeOf({ id: await personId(ada), role: 'member' });
    await second.accounts.start(owner, mail.accountId, { kind: 'everything' });
    await second.close();
    const { events } = await stream.read(isOf('account'));
    expect(events.map(({ data }) => data.accountId)).toEqual([mail.accountId]);
    expect(others.accountId).not.toBe(mail.accountId);
  });

  it('says "start again" to a cursor that the log does not reach', async () => {
    const stream = await open(ada, '/api/v1/live?cursor=999999999');
    const { events } = await stream.read(({ event }) => event === 'start-again');
    expect(events).toMatchObject([{ event: 'start-again', data: { cursor: events[0]?.id } }]);
  });

  it('says "start again" to a client that was away while the log was compacted, and goes on from there', async () => {
    const second = await openSecondStore(server.dataDir);
    const flag = (...flags: string[]) =>
      second.ports.mail.saveFlags(Number(mail.folderId), [{ uid: 1, flags }]);
    const cursor = await second.changes.latest();
    await flag('\\Answered');
    await second.changes.compact(new Date(0), 0, 0);
    const stream = await open(ada, `/api/v1/live?cursor=${cursor}`);
    const { events } = await stream.read(({ event }) => event === 'start-again');
    const latest = await second.changes.latest();
    expect(events).toMatchObject([{ event: 'start-again', data: { cursor: latest } }]);
    const next = await open(ada, `/api/v1/live?cursor=${latest}`);
    await flag();
    await second.close();
    const told = await next.read(isOf('message'));
    expect(told.events.every(({ event }) => event === 'change')).toBe(true);
  });

  it('refuses a cursor that is none', async () => {
    expect((await ada.ask('/api/v1/live?cursor=latest')).status).toBe(400);
  });

  it('ends when its session ends', async () => {
    const other = server.browser();
    const body = { email: 'ada@example.com', password: 'correct horse battery' };
    await other.ask('/api/auth/sign-in/email', { method: 'POST', body });
    const stream = await open(other.copy(), '/api/v1/live');
    await other.ask('/api/auth/sign-out', { method: 'POST', body: {} });
    expect((await stream.read(() => false)).ended).toBe(true);
  });
});
