import { Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { createCall } from './call.ts';
import { signIn } from './sign-in.ts';

interface Sent {
  url: string;
  init: RequestInit | undefined;
}

function answering(response: () => Response | Promise<Response>): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, init) => {
      sent.push({ url: String(url), init });
      return response();
    },
  };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

describe('call', () => {
  it('fills path parameters percent-encoded and leaves out empty query values', async () => {
    const { sent, fetch } = answering(() => json({ conversations: [], next: null }));
    const call = createCall({ baseUrl: 'http://mailroom.test', fetch });
    await call('listConversations', { query: { role: 'inbox', words: '', after: undefined, limit: 50 } });
    await call('readAccount', { params: { id: 'a/b ?' } });
    expect(sent.map(({ url }) => url)).toEqual([
      'http://mailroom.test/api/v1/conversations?role=inbox&limit=50',
      'http://mailroom.test/api/v1/accounts/a%2Fb%20%3F',
    ]);
  });

  it('sends the idempotency key and a JSON body', async () => {
    const { sent, fetch } = answering(() => json({ accepted: 1 }));
    await createCall({ fetch })(
      'createIntents',
      { body: { kind: 'flag', messageIds: ['m1'], flag: 'seen', value: true } },
      { idempotencyKey: 'once' },
    );
    expect(sent[0]?.init?.headers).toMatchObject({
      'idempotency-key': 'once',
      'content-type': 'application/json',
    });
    expect(JSON.parse(String(sent[0]?.init?.body))).toMatchObject({ messageIds: ['m1'] });
  });

  it('answers nothing for a 204', async () => {
    const { fetch } = answering(() => new Response(null, { status: 204 }));
    await expect(createCall({ fetch })('syncAccount', { params: { id: 'a' } })).resolves.toBeUndefined();
  });

  it('throws the failure that the server told', async () => {
    const failure = new Failure({
      origin: 'provider',
      kind: 'throttled',
      next: { do: 'wait', until: '2026-11-20T10:00:00Z' },
      quote: 'slow down',
    }).toWire();
    const { fetch } = answering(() => json({ failure }, 503));
    const thrown = await createCall({ fetch })('readMe', {}).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect((thrown as Failure).toWire()).toEqual(failure);
  });

  it('reads the status when a proxy answers with its own page', async () => {
    const { fetch } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(createCall({ fetch })('readMe', {})).rejects.toMatchObject({
      origin: 'network',
      kind: 'connection-refused',
      code: 'HTTP 502',
    });
  });

  it('calls an unanswered request a network failure that may be tried again', async () => {
    const { fetch } = answering(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(createCall({ fetch })('readMe', {})).rejects.toMatchObject({
      origin: 'network',
      kind: 'connection-lost',
      next: { do: 'retry' },
    });
  });

  it('leaves a cancelled request as the AbortError it is', async () => {
    const { fetch } = answering(() => Promise.reject(new DOMException('aborted', 'AbortError')));
    await expect(createCall({ fetch })('readMe', {})).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses an answer outside the contract when it validates', async () => {
    const { fetch } = answering(() => json({ needsAdministrator: 'perhaps' }));
    await expect(createCall({ fetch, validate: true })('readSetup', {})).rejects.toMatchObject({
      kind: 'unexpected',
      detail: { route: 'readSetup', field: 'needsAdministrator' },
    });
  });
});

describe('signIn', () => {
  it('calls a wrong password not-signed-in whatever the words of the answer', async () => {
    const { sent, fetch } = answering(() => json({ code: 'INVALID_EMAIL_OR_PASSWORD' }, 401));
    await expect(signIn({ email: 'a@b.test', password: 'x' }, { fetch })).rejects.toMatchObject({
      kind: 'not-signed-in',
    });
    expect(sent[0]?.url).toBe('/api/auth/sign-in/email');
  });
});
