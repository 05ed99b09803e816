import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { fakeWebApp } from '../testing/web-directory.ts';

let server: TestServer;
let webDirectory: string;
beforeAll(async () => {
  webDirectory = await fakeWebApp();
  server = await startTestServer({}, { webDirectory });
});
afterAll(async () => {
  await server.close();
  await rm(webDirectory, { recursive: true });
});

const html = { accept: 'text/html,application/xhtml+xml' };
const ask = (path: string, headers: Record<string, string> = {}) => server.browser().ask(path, { headers });

describe('the web app', () => {
  it.each(['/', '/accounts', '/mail/inbox/7', '/setup?token=abc'])(
    'is given for the screen %s',
    async (path) => {
      const answer = await ask(path, html);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('<title>Mailroom</title>');
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
    },
  );

  it.each(['/api/v1/nothing', '/api/nothing', '/assets/gone-1a2b3c.js', '/mail-inline/x/y'])(
    'is not given for %s, whatever is accepted',
    async (path) => {
      const answer = await ask(path, html);
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ failure: { kind: 'not-found' } });
    },
  );

  it('is not given to what asks for no page', async () => {
    expect((await ask('/accounts', { accept: 'application/json' })).status).toBe(404);
  });

  it('has files that never change, sent compressed where the browser takes it', async () => {
    const plain = await ask('/assets/app-1a2b3c.js', { 'accept-encoding': 'identity' });
    expect(plain.text).toBe('console.log("plain")');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const response = await fetch(`${server.address}/assets/app-1a2b3c.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
    });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
  });

  it.each(['/../package.json', '/..%2f..%2fetc%2fpasswd', '/assets/..%2f..%2f..%2fetc%2fpasswd', '/%00'])(
    'does not serve %s from outside its directory',
    async (path) => {
      const answer = await ask(path, { accept: '*/*' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toMatch(/root:|"name"/);
    },
  );
});

describe('the mail frame', () => {
  it('has a policy of its own: opaque, one script by its hash, no network but inline images', async () => {
    const answer = await ask('/mail-frame', html);
    expect(answer.headers.get('content-security-policy')).toBe(
      [
        'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox',
        "default-src 'none'",
        "script-src 'sha256-aGFzaA=='",
        "style-src 'unsafe-inline'",
        `img-src data: ${server.address}/mail-inline/`,
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    );
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.text).toBe('<!doctype html><script>1</script>');
  });

  it('is not served without its policy, as a file', async () => {
    for (const path of ['/mail-frame.html', '/mail-frame.json']) {
      const answer = await ask(path, { accept: '*/*' });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});
