import { Resolver } from 'node:dns/promises';
import { type DiscoveryStand, here, type Page, startDiscoveryStand } from '@mailroom/rig/discovery/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longestDocument } from './documents.ts';
import { openNetwork } from './index.ts';

const base = 'https://web.example';
const hops = (from: number): Record<string, Page> =>
  Object.fromEntries(
    Array.from({ length: from }, (_, hop) => [
      `${base}/hop-${hop + 1}`,
      { location: hop === 0 ? '/document' : `/hop-${hop}` },
    ]),
  );

let stand: DiscoveryStand;

beforeAll(async () => {
  const pages: Record<string, Page> = {
    ...hops(4),
    [`${base}/document`]: { body: '<a/>' },
    [`${base}/longest`]: { body: '<a/>', padding: longestDocument - 4 },
    [`${base}/too-long`]: { body: '<a/>', padding: longestDocument - 3 },
    [`${base}/page`]: { type: 'text/html', body: '<a/>' },
    [`${base}/feed`]: { type: 'application/atom+xml; charset=utf-8', body: '<a/>' },
    [`${base}/untyped`]: { type: '', body: '<a/>' },
    [`${base}/locked`]: { status: 401 },
    [`${base}/broken`]: { status: 502 },
    [`${base}/to-http`]: { location: 'http://web.example/document' },
    [`${base}/to-port`]: { location: 'https://web.example:8443/document' },
    [`${base}/to-user`]: { location: 'https://ann:secret@web.example/document' },
    [`${base}/to-address`]: { location: 'https://52.97.133.226/document' },
    [`${base}/to-number`]: { location: 'https://2130706433/document' },
    [`${base}/to-file`]: { location: 'file:///etc/hostname' },
    [`${base}/to-nonsense`]: { location: 'https://[' },
  };
  stand = await startDiscoveryStand({
    domains: [{ domain: 'web.example', about: 'a web site', zone: { 'web.example': here }, pages }],
  });
});
afterAll(() => stand.close());

function get(url: string): Promise<string | null> {
  const policy = { allowPrivate: false };
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([stand.dns.server]);
  const { fetchDocument } = openNetwork({ policy, resolver, ca: [stand.caPem], route: stand.route });
  return fetchDocument({ url, signal: new AbortController().signal });
}

describe('fetchDocument', () => {
  it.each(['document', 'hop-3', 'feed', 'untyped'])('reads /%s', async (path) => {
    expect(await get(`${base}/${path}`)).toBe('<a/>');
  });

  it.each(['missing', 'page', 'locked'])('takes /%s for none', async (path) => {
    expect(await get(`${base}/${path}`)).toBeNull();
  });

  it('takes a host that does not exist for none', async () => {
    expect(await get('https://nowhere.example/document')).toBeNull();
  });

  it('reads a document up to its limit, and not a byte more', async () => {
    expect((await get(`${base}/longest`))?.length).toBe(longestDocument);
    await expect(get(`${base}/too-long`)).rejects.toMatchObject({ code: 'too-long' });
  });

  it.each([
    ['hop-4', { code: 'too-many-redirects' }],
    ['broken', { code: 'HTTP 502' }],
    ['to-http', { code: 'not-https' }],
    ['to-file', { code: 'not-https' }],
    ['to-port', { kind: 'host-refused-by-policy' }],
    ['to-user', { kind: 'host-refused-by-policy' }],
    ['to-address', { kind: 'host-refused-by-policy' }],
    ['to-number', { kind: 'host-refused-by-policy' }],
    ['to-nonsense', { kind: 'host-refused-by-policy' }],
  ])('refuses /%s', async (path, failure) => {
    await expect(get(`${base}/${path}`)).rejects.toMatchObject(failure);
  });
});
