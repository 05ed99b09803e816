import { failureBody } from '@mailroom/model';
import { routes } from '@mailroom/model/api/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestOf, routeNames } from '../testing/requests.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const guarded = routeNames.filter((name) => routes[name].access !== 'public');
const downloads = ['/api/v1/messages/1/source', '/api/v1/messages/1/parts/2', '/api/v1/live'];

describe('without a session', () => {
  it.each(guarded)('%s is refused', async (name) => {
    const { path, ...options } = requestOf(name);
    const answer = await server.browser().ask(path, options);
    expect(answer.status).toBe(401);
    expect(failureBody.parse(answer.json).failure.kind).toBe('not-signed-in');
  });

  it.each(downloads)('%s is refused', async (path) => {
    const answer = await server.browser().ask(path);
    expect(answer.status).toBe(401);
    expect(failureBody.parse(answer.json).failure.kind).toBe('not-signed-in');
  });

  it('a made-up session cookie is no session', async () => {
    const cookie = 'mailroom.session_token=abcdefghijklmnop.c2lnbmF0dXJl';
    expect((await server.browser().ask('/api/v1/me', { headers: { cookie } })).status).toBe(401);
  });
});

describe('a request that does not fit its route', () => {
  it('is told which fields, and not what they held', async () => {
    const body = { token: 'canary-token', name: '', email: 'canary-email', password: 'canary' };
    const answer = await server.browser().ask('/api/v1/setup/administrator', { method: 'POST', body });
    const { failure } = failureBody.parse(answer.json);
    expect(answer.status).toBe(400);
    expect(failure).toMatchObject({
      kind: 'invalid-request',
      detail: { name: 'too_small', email: 'invalid_format', password: 'too_small' },
    });
    expect(answer.text).not.toMatch(/canary/);
  });

  it.each([
    ['broken JSON', { method: 'POST', headers: { 'content-type': 'application/json' } }],
    ['another type', { method: 'POST', headers: { 'content-type': 'text/plain' } }],
  ])('with %s is a failure in the wire form', async (_, options) => {
    const response = await server.browser().request('/api/v1/setup/administrator', { ...options });
    expect(response.status).toBe(400);
    expect(failureBody.parse(await response.json()).failure.kind).toBe('invalid-request');
  });

  it('larger than its route takes is refused as too large', async () => {
    const body = { email: 'x'.repeat(70_000), password: 'y' };
    const answer = await server.browser().ask('/api/auth/sign-in/email', { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(failureBody.parse(answer.json).failure.kind).toBe('message-too-large');
  });

  it.each(['/api/v1/nothing', '/api/nothing', '/nothing', '/oauth2/nothing'])(
    'for %s, which is nothing, is not found in the wire form',
    async (path) => {
      const answer = await server.browser().ask(path);
      expect(answer.status).toBe(404);
      expect(failureBody.parse(answer.json).failure.kind).toBe('not-found');
    },
  );
});

describe('the headers', () => {
  it.each(['/api/v1/setup', '/api/v1/me', '/api/v1/nothing', '/nothing'])(
    'of %s are strict',
    async (path) => {
      const { headers } = await server.browser().ask(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;frame-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'self';object-src 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});
