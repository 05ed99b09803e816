import { Resolver } from 'node:dns/promises';
import {
  type DiscoveryStand,
  practiceDomains,
  practiceIspdb,
  startDiscoveryStand,
} from '@mailroom/rig/discovery/index';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { type Discovery, discover, type Found, type NotFound, openNetwork } from './index.ts';

let stand: DiscoveryStand;

beforeAll(async () => {
  stand = await startDiscoveryStand();
});
afterAll(() => stand.close());

function find(address: string, clock = new ManualClock(), signal?: AbortSignal): Promise<Discovery> {
  const policy = { allowPrivate: false };
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([stand.dns.server]);
  const network = openNetwork({ policy, resolver, ca: [stand.caPem], route: stand.route });
  return discover(address, { policy, network, clock, ispdb: practiceIspdb, ...(signal ? { signal } : {}) });
}

/** `host:port` with `+` for TLS from the first byte and `^` for STARTTLS. */
function spelt(server: { host: string; port: number; security: string } | null): string | null {
  return server && `${server.host}:${server.port}${server.security === 'tls' ? '+' : '^'}`;
}

function brief(discovery: Discovery): Partial<Record<string, unknown>> {
  if (!discovery.found) return { found: false, reason: discovery.reason, provider: discovery.provider };
  const { settings, foundBy, confirm, provider } = discovery;
  return {
    foundBy,
    imap: spelt(settings.imap),
    smtp: spelt(settings.smtp),
    users: [settings.imapUser, settings.smtpUser],
    auth: settings.auth,
    confirm,
    provider,
  };
}

interface Expected {
  foundBy?: Found['foundBy'];
  imap?: string;
  smtp?: string;
  users?: readonly (string | null)[];
  auth?: Found['settings']['auth'];
  confirm?: boolean;
  provider?: string | null;
  reason?: NotFound['reason'];
}

const exchange = { imap: 'outlook.office365.com:993+', smtp: 'smtp.office365.com:587^' } as const;
const gmail = { imap: 'imap.gmail.com:993+', smtp: 'smtp.gmail.com:465+' } as const;
const usual = (domain: string) => ({ imap: `imap.${domain}:993+`, smtp: `smtp.${domain}:465+` });
const yandex = { imap: 'imap.yandex.com:993+', smtp: 'smtp.yandex.com:465+', provider: 'Yandex' } as const;

const ownTable: Readonly<Record<string, Expected>> = {
  'ann@gmail.com': { ...gmail, auth: 'oauth2-google', confirm: false },
  'ann@Outlook.FR': { smtp: 'smtp-mail.outlook.com:587^', auth: 'oauth2-microsoft', provider: 'Outlook.com' },
  'ann@icloud.com': {
    imap: 'imap.mail.me.com:993+',
    smtp: 'smtp.mail.me.com:587^',
    users: ['ann', 'ann@icloud.com'],
  },
  'ann@web.de': { imap: 'imap.web.de:993+', users: ['ann', 'ann'], auth: 'password' },
  'ann@zoho.in': { imap: 'imap.zoho.in:993+', smtp: 'smtp.zoho.in:465+' },
  'ann@yahoo.co.jp': { imap: 'imap.mail.yahoo.co.jp:993+', confirm: true },
};

const byMx: Readonly<Record<string, Expected>> = {
  'm365.example': { ...exchange, auth: 'oauth2-microsoft', confirm: false, provider: 'Microsoft 365' },
  'm365-new.example': { ...exchange, auth: 'oauth2-microsoft' },
  'gcc-high.example': { imap: 'outlook.office365.us:993+', smtp: 'smtp.office365.us:587^' },
  'vianet.example': { imap: 'partner.outlook.cn:993+', smtp: 'smtp.partner.outlook.cn:587^' },
  'vanity.example': { smtp: 'smtp-mail.outlook.com:587^', provider: 'Outlook.com' },
  'workspace.example': { ...gmail, auth: 'oauth2-google', provider: 'Google Workspace' },
  'workspace-old.example': { ...gmail, auth: 'oauth2-google' },
  'yandex-hosted.example': { ...yandex, auth: 'password' },
  'zoho-hosted.example': { imap: 'imappro.zoho.eu:993+', smtp: 'smtppro.zoho.eu:465+' },
  'exmail-hosted.example': { imap: 'imap.exmail.qq.com:993+', smtp: 'smtp.exmail.qq.com:465+' },
  'icloud-hosted.example': { imap: 'imap.mail.me.com:993+', users: [null, null] },
  'ovh-hosted.example': { imap: 'ssl0.ovh.net:993+', confirm: true },
};

const nowhere: Readonly<Record<string, Expected>> = {
  'proton-hosted.example': { reason: 'bridge-only', provider: 'Proton Mail' },
  'tuta-hosted.example': { reason: 'no-imap', provider: 'Tuta' },
  'moving.example': { reason: 'unknown' },
  'left-over.example': { reason: 'unknown' },
  'null-mx.example': { reason: 'unknown' },
  'filtered.example': { reason: 'gateway', provider: 'Mimecast' },
  'pop3.example': { reason: 'pop3-only' },
  'nothing.example': { reason: 'unknown' },
  'servfail.example': { reason: 'unreachable' },
};

const published: Readonly<Record<string, Expected>> = {
  'autoconfig.example': {
    ...usual('autoconfig.example'),
    foundBy: 'autoconfig',
    confirm: false,
    provider: 'Practice Mail',
  },
  'mail-v1.example': { ...usual('mail-v1.example'), foundBy: 'autoconfig' },
  'well-known.example': { ...usual('well-known.example'), foundBy: 'well-known' },
  'collected.example': { ...usual('collected.example'), foundBy: 'ispdb', confirm: false },
  'customer.example': { ...usual('hoster.example'), foundBy: 'ispdb', confirm: true },
  'srv.example': {
    imap: 'mail.srv.example:993+',
    smtp: 'mail.srv.example:465+',
    foundBy: 'srv',
    confirm: false,
  },
  'srv-starttls.example': {
    imap: 'mail.srv-starttls.example:143^',
    smtp: 'mail.srv-starttls.example:587^',
    foundBy: 'srv',
  },
  'srv-preference.example': { imap: 'heavy.srv-preference.example:993+', foundBy: 'srv' },
  'autodiscover.example': {
    imap: 'mail.autodiscover.example:993+',
    smtp: 'mail.autodiscover.example:587^',
    users: ['box-17', 'ann@autodiscover.example'],
    foundBy: 'autodiscover',
  },
  'autodiscover-srv.example': {
    imap: 'mail.autodiscover-srv.example:143^',
    smtp: 'mail.autodiscover-srv.example:465+',
    foundBy: 'autodiscover',
  },
  'filtered-m365.example': { ...exchange, foundBy: 'autodiscover', auth: 'oauth2-microsoft', confirm: true },
  'usual.example': { ...usual('usual.example'), foundBy: 'guess', confirm: false },
  'one-host.example': {
    imap: 'mail.one-host.example:993+',
    smtp: 'mail.one-host.example:587^',
    foundBy: 'guess',
  },
  'local-part.example': { ...usual('local-part.example'), users: ['ann', 'ann+local-part.example'] },
  'several.example': { imap: 'imap.several.example:143^', smtp: 'smtp.several.example:587^' },
  'tokens.example': { ...usual('tokens.example'), auth: 'oauth2-other' },
  'reseller.example': { ...yandex, foundBy: 'autoconfig', confirm: false },
  'elsewhere.example': { ...usual('somebody.example'), confirm: true },
  'team.company.example': { ...usual('company.example'), confirm: true },
  'bücher.example': {
    ...usual('xn--bcher-kva.example'),
    users: ['ann@bücher.example', 'ann@bücher.example'],
  },
  'aliased.example': { ...usual('aliased.example'), foundBy: 'autoconfig' },
  'half.example': { ...usual('half.example'), foundBy: 'autoconfig' },
  'preference.example': { ...usual('first.preference.example'), foundBy: 'autoconfig' },
};

/** Domains whose preferred method is unusable, so that their service records must be what counts. */
const hostile = [
  'cut-off.example',
  'web-page.example',
  'huge.example',
  'deep.example',
  'entity-bomb.example',
  'outer-entity.example',
  'inward.example',
  'circle.example',
  'downgrade.example',
  'other-port.example',
  'control.example',
  'unencrypted.example',
  'inner-server.example',
  'odd-port.example',
  'failing.example',
];

describe('discover', () => {
  it.each(Object.entries(ownTable))('knows %s by heart', async (address, expected) => {
    expect(brief(await find(address))).toMatchObject({ foundBy: 'table', ...expected });
  });

  it.each(Object.entries(byMx))('knows %s by where its mail goes', async (domain, expected) => {
    expect(brief(await find(`ann@${domain}`))).toMatchObject({ foundBy: 'mx', ...expected });
  });

  it.each(Object.entries(published))('finds what %s publishes', async (domain, expected) => {
    expect(brief(await find(`ann@${domain}`))).toMatchObject(expected);
  });

  it.each(Object.entries(nowhere))('says why nothing is known of %s', async (domain, expected) => {
    expect(brief(await find(`ann@${domain}`))).toMatchObject({ found: false, ...expected });
  });

  it.each(hostile)('passes over what %s answers', async (domain) => {
    expect(brief(await find(`ann@${domain}`))).toMatchObject({ ...usual(domain), foundBy: 'srv' });
  });

  it('tests every domain of the practice world', () => {
    const tested = new Set(
      [byMx, nowhere, published]
        .flatMap(Object.keys)
        .concat(hostile, 'stalling.example', 'half-greeting.example'),
    );
    expect(practiceDomains.map(({ domain }) => domain).filter((domain) => !tested.has(domain))).toEqual([]);
    expect(practiceDomains.length).toBeGreaterThanOrEqual(40);
  });

  it('says what a person does first, and where', async () => {
    expect((await find('ann@icloud-hosted.example')).advice).toEqual([
      { kind: 'sign-in-address', link: null },
      { kind: 'app-password', link: 'https://account.apple.com' },
    ]);
    expect((await find('ann@reseller.example')).advice.map(({ kind }) => kind)).toEqual([
      'enable-imap',
      'app-password',
    ]);
    expect((await find('ann@proton.me')).advice).toEqual([
      { kind: 'bridge', link: 'https://proton.me/mail/bridge' },
    ]);
  });

  it('completes half an answer from the next method that has the other half', async () => {
    expect(await find('ann@half.example')).toMatchObject({ foundBy: 'autoconfig', smtpFoundBy: 'srv' });
  });

  it('gives up a document that never ends, and takes the next method', async () => {
    const clock = new ManualClock();
    const finding = find('ann@stalling.example', clock);
    await stand.web.asked('https://autoconfig.stalling.example/mail/config-v1.1.xml');
    clock.advance(4000);
    const found = await finding;
    expect(brief(found)).toMatchObject({ ...usual('stalling.example'), foundBy: 'srv' });
    expect(found.trials).toContainEqual({ method: 'autoconfig', outcome: 'late', code: null });
  });

  it('takes no host for a mail server that does not greet as one', async () => {
    const clock = new ManualClock();
    const finding = find('ann@half-greeting.example', clock);
    await vi.waitFor(() => {
      expect(stand.heard).toContain('EHLO [127.0.0.1]\r\n');
      expect(stand.reached).toContain('imap.half-greeting.example:993');
    }, 20_000);
    clock.advance(4500);
    const found = await finding;
    expect(found).toMatchObject({ found: false, reason: 'unknown' });
    expect(found.trials).toContainEqual({ method: 'guess', outcome: 'late', code: null });
  });

  it('ends after five seconds with the best of what is known', async () => {
    stand.dns.fail('mute-names.example', 'silent');
    const clock = new ManualClock();
    const finding = find('ann@mute-names.example', clock);
    clock.advance(4500);
    expect(brief(await finding)).toMatchObject({ found: false, reason: 'unreachable' });
  });

  it('ends when whoever asked no longer wants to know', async () => {
    stand.dns.fail('unwanted.example', 'silent');
    const asker = new AbortController();
    const finding = find('ann@unwanted.example', new ManualClock(), asker.signal);
    asker.abort(new Error('gone'));
    await expect(finding).rejects.toThrow('gone');
  });

  it.each([
    'ann',
    '@autoconfig.example',
    'ann@localhost',
    'ann@127.0.0.1',
    'ann@[127.0.0.1]',
    'ann@0x7f.1',
    'ann@autoconfig.example/x',
    'ann@auto\nconfig.example',
    'a\rnn@autoconfig.example',
    '"ann x"@autoconfig.example',
  ])('refuses %j before asking anybody', async (address) => {
    await expect(find(address)).rejects.toMatchObject({
      kind: 'invalid-request',
      detail: { field: 'address' },
    });
  });

  it('tells the address only to the domain that keeps it', async () => {
    await find('ann+secret@customer.example');
    const told = stand.web.requests.filter(({ query, body }) => `${query}${body}`.includes('secret'));
    const hosts = new Set(told.map(({ url }) => new URL(url).hostname));
    expect([...hosts].filter((host) => !host.endsWith('customer.example'))).toEqual([]);
  });

  it('carries no credentials to anybody', async () => {
    await find('ann@one-host.example');
    await find('ann@usual.example');
    expect(stand.heard.join('')).not.toMatch(/AUTH|LOGIN|PASS/i);
    for (const { headers } of stand.web.requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('cookie');
    }
  });

  it('leaves the collection alone where the administrator wants so', async () => {
    const policy = { allowPrivate: false };
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([stand.dns.server]);
    const network = openNetwork({ policy, resolver, ca: [stand.caPem], route: stand.route });
    const result = await discover('ann@collected.example', {
      policy,
      network,
      clock: new ManualClock(),
      ispdb: null,
    });
    expect(result).toMatchObject({ found: false });
  });

  it('trusts no server whose certificate is not for its name', async () => {
    const policy = { allowPrivate: false };
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([stand.dns.server]);
    const network = openNetwork({ policy, resolver, route: stand.route });
    const options = { policy, network, clock: new ManualClock(), ispdb: null };
    const result = await discover('ann@autoconfig.example', options);
    expect(result.found).toBe(false);
    const codes = result.trials.map(({ code }) => code);
    expect(codes).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});
