import type { DiscoveryNetwork } from '@mailroom/engine/provider/discover/index';
import { type Discovery, discovery, failureBody } from '@mailroom/model';
import {
  at,
  clientConfig,
  type DiscoveryStand,
  here,
  type PracticeDomain,
  startDiscoveryStand,
  usualServers,
} from '@mailroom/rig/discovery/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { discoveryWorldOf } from '../testing/discovery-world.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

type Names = DiscoveryNetwork['names'];

let stand: DiscoveryStand;
let server: TestServer;
let ada: Browser;
beforeEach(async () => {
  stand = await startDiscoveryStand();
  server = await startTestServer({}, { discoveryWorld: discoveryWorldOf(stand) });
  ada = await server.signedIn();
});
afterEach(async () => {
  await server.close();
  await stand.close();
});

const ask = (address: string, browser = ada) =>
  browser.ask('/api/v1/discover', { method: 'POST', body: { address } });

async function found(address: string): Promise<Discovery> {
  const { status, json } = await ask(address);
  expect(status).toBe(200);
  return discovery.parse(json);
}

describe('discovery over HTTP', () => {
  it('answers a provider of the built-in table, with both user names and what to do first', async () => {
    expect(await found(' ann@icloud.com ')).toMatchObject({
      found: true,
      foundBy: 'table',
      provider: 'iCloud Mail',
      confirm: false,
      auth: 'password',
      imap: { host: 'imap.mail.me.com', port: 993, security: 'tls' },
      imapUser: 'ann',
      smtpUser: 'ann@icloud.com',
      advice: [{ kind: 'app-password' }],
    });
  });

  it('answers what a domain tells, and why nothing was found', async () => {
    expect(await found('ann@m365.example')).toMatchObject({ foundBy: 'mx', auth: 'oauth2-microsoft' });
    expect(await found('ann@autoconfig.example')).toMatchObject({
      foundBy: 'autoconfig',
      imap: { host: 'imap.autoconfig.example' },
    });
    expect(await found('ann@filtered.example')).toMatchObject({ found: false, reason: 'gateway' });
    expect(await found('ann@servfail.example')).toMatchObject({ found: false, reason: 'unreachable' });
  });

  it('keeps its own account of the methods, and whose address it was, to itself', async () => {
    const { text } = await ask('very.private@autoconfig.example');
    expect(text).not.toContain('trials');
    const line = server.log.find((each) => each.includes('looked for the servers of a domain')) ?? '';
    expect(line).toContain('autoconfig.example');
    expect(server.log.join('')).not.toContain('very.private');
  });

  it('refuses what is no address', async () => {
    const { status, json } = await ask('nobody at all');
    expect(status).toBe(400);
    expect(failureBody.parse(json).failure.kind).toBe('invalid-request');
  });

  it('is asked a handful of times a minute, by each person', async () => {
    for (let time = 0; time < 10; time += 1) expect((await ask('ann@gmail.com')).status).toBe(200);
    const refused = await ask('ann@gmail.com');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const bob = await server.member();
    expect((await ask('ann@gmail.com', bob)).status).toBe(200);
  });

  it('stops looking when its caller goes away', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const { network, ispdb } = discoveryWorldOf(stand);
    const names: Names = {
      ...network.names,
      mail: (_, signal) => {
        begun.resolve(signal);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    const discoveryWorld = { network: { ...network, names }, ispdb };
    const waiting = await startTestServer({}, { discoveryWorld });
    try {
      const caller = await waiting.signedIn();
      const hangUp = new AbortController();
      const body = { address: 'ann@nowhere.example' };
      const { signal } = hangUp;
      const asking = caller.request('/api/v1/discover', { method: 'POST', body, signal });
      const looking = await begun.promise;
      hangUp.abort();
      await expect(asking).rejects.toThrow();
      // Before its five seconds are over.
      await expect.poll(() => looking.aborted, { timeout: 4000 }).toBe(true);
      expect(waiting.log.join('')).not.toContain('request failed');
    } finally {
      await waiting.close();
    }
  });
});

describe('a domain that leads into a private network', () => {
  const lan = 'lan.example';
  const domains: PracticeDomain[] = [
    {
      domain: lan,
      about: 'servers of the own network',
      zone: {
        [`autoconfig.${lan}`]: here,
        [`imap.${lan}`]: at('10.0.0.5'),
        [`smtp.${lan}`]: at('10.0.0.5'),
      },
      pages: {
        [`https://autoconfig.${lan}/mail/config-v1.1.xml`]: { body: clientConfig(usualServers(lan)) },
      },
    },
  ];

  it.each([
    [false, { found: false, reason: 'unknown' }],
    [true, { found: true, imap: { host: 'imap.lan.example' } }],
  ])('where the setting says %s', async (allowPrivateHosts, expected) => {
    const inside = await startDiscoveryStand({ domains });
    const policy = { allowPrivate: allowPrivateHosts };
    const options = { discoveryWorld: discoveryWorldOf(inside, policy) };
    const own = await startTestServer({ allowPrivateHosts }, options);
    try {
      const { json } = await ask(`ann@${lan}`, await own.signedIn());
      expect(json).toMatchObject(expected);
    } finally {
      await own.close();
      await inside.close();
    }
  });
});
