/** Somebody guesses at a password, from one place and from many; and somebody makes that the way to keep its owner out. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const { email, password } = administrator;
const signInPath = '/api/auth/sign-in/email';
const minute = 60_000;

let server: TestServer;

/** A proxy in front of the server says where each request comes from. */
beforeEach(async () => {
  server = await startTestServer({ trustProxy: ['127.0.0.1', '::1'] });
  await server.signedIn();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

async function signIn(browser: Browser, from: string, told: { email?: string; password?: string } = {}) {
  const body = { email, password, ...told };
  const headers = { 'x-forwarded-for': from };
  return (await browser.ask(signInPath, { method: 'POST', body, headers })).status;
}

/** Guesses until Mailroom answers none any more; each from another network when `from` says so. */
async function guesses(from: (guess: number) => string, address = email): Promise<number[]> {
  const statuses: number[] = [];
  do {
    const guess = statuses.length;
    const told = { email: address, password: `guess number ${guess}` };
    statuses.push(await signIn(server.browser(), from(guess), told));
  } while (statuses.at(-1) !== 429);
  return statuses;
}

const everywhere = (guess: number) => `203.0.${guess}.7`;

describe('whoever guesses at one address', () => {
  it('from a network of their own for each guess is stopped after the fifth, whether anybody has the address or not', async () => {
    expect(await guesses(everywhere)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await guesses(everywhere, 'nobody@example.com')).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await signIn(server.browser(), '198.51.100.1'), 'with the right password').toBe(429);
    const cookie = 'mailroom.known_browser=AAAAAAAAAAAAAAAAAAAAAA.AAAA';
    const body = { email, password };
    const madeUp = await server.browser().ask(signInPath, { method: 'POST', body, headers: { cookie } });
    expect(madeUp.status, 'with a cookie that was made up').toBe(429);
  });

  it('does not keep its owner out of a browser in which they have signed in before, nor from behind the same network', async () => {
    const own = server.browser();
    expect(await signIn(own, '192.0.2.1')).toBe(204);
    await guesses(everywhere);
    expect(await signIn(own, '192.0.2.1')).toBe(204);
    for (let guess = 0; ; guess += 1) {
      const told = { email: `person${guess}@example.com`, password: 'a guess at one' };
      if ((await signIn(server.browser(), '192.0.2.1', told)) === 429) break;
    }
    expect(await signIn(own, '192.0.2.1')).toBe(204);
  });

  it('keeps everybody out of other browsers for a minute and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await guesses(everywhere);
    expect(await signIn(server.browser(), '192.0.2.1')).toBe(429);
    vi.setSystemTime(Date.now() + minute + 1);
    expect(await signIn(server.browser(), '192.0.2.1')).toBe(204);
  });
});

it('a browser in which somebody has signed in before guesses no faster, and at another’s address like anybody', async () => {
  const own = server.browser();
  await signIn(own, '192.0.2.1');
  const statuses: number[] = [];
  for (let guess = 0; guess < 6; guess += 1)
    statuses.push(await signIn(own, everywhere(guess), { password: 'not the password' }));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  await guesses(everywhere, 'ben@example.com');
  expect(await signIn(own, '192.0.2.1', { email: 'ben@example.com' })).toBe(429);
});
