import { afterEach, beforeEach, expect, test } from 'vitest';
import { type IdentityServer, startIdentityServer } from './server.ts';

let server: IdentityServer;

beforeEach(async () => {
  server = await startIdentityServer();
});
afterEach(() => server.close());

test('an address that does not exist is 404', async () => {
  expect((await fetch(`${server.origin}/common/nothing/here`)).status).toBe(404);
  expect((await fetch(`${server.origin}/`)).status).toBe(404);
});

test('another method than an address takes is 405 and names those it takes', async () => {
  const response = await fetch(`${server.origin}/common/signin`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

test('a body of no sensible size is 413', async () => {
  const body = new URLSearchParams({ code: 'x'.repeat(300_000) });
  const response = await fetch(`${server.origin}/common/oauth2/v2.0/token`, { method: 'POST', body });
  expect(response.status).toBe(413);
});

test('a taken port is an error, not a server elsewhere', async () => {
  const port = Number(new URL(server.origin).port);
  await expect(startIdentityServer({ port })).rejects.toThrow(/EADDRINUSE/);
});

test('a world that contradicts itself is refused when it is set up', () => {
  const heron = server.addTenant({ name: 'Heron Instruments', domains: ['heron.example'] });
  expect(() => server.addTenant({ name: 'Another Heron', domains: ['HERON.example'] })).toThrow(
    /exists already/,
  );
  const ada = { tenant: heron, name: 'Ada', userPrincipalName: 'ada@heron.example', password: 'a password' };
  server.addPerson(ada);
  expect(() => server.addPerson({ ...ada, userPrincipalName: 'ADA@heron.example' })).toThrow(
    /already somebody/,
  );
  expect(() => server.addPerson({ ...ada, tenant: 'nowhere.example' })).toThrow(/no tenant/);
});
