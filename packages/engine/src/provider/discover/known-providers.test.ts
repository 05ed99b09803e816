import { mailHost } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { gatewayOf } from './gateways.ts';
import { hostName } from './host-name.ts';
import { isFamiliar, providerOfDomain, providerOfHost, providerOfMx } from './known-provider.ts';
import { knownProviders } from './known-providers.ts';

const domains = knownProviders.flatMap((provider) => provider.domains);

describe('the built-in table', () => {
  it('names each domain once, as DNS spells it', () => {
    expect(domains.filter((domain, at) => domains.indexOf(domain) !== at)).toEqual([]);
    expect(domains.filter((domain) => hostName(domain) !== domain)).toEqual([]);
  });

  it('has servers that can be used, and says where they come from', () => {
    for (const { name, servers, evidence, domains: own, mx } of knownProviders) {
      expect(evidence, name).not.toBe('');
      expect([...own, ...mx], name).not.toEqual([]);
      for (const server of servers ? [servers.imap, servers.smtp] : []) {
        expect(mailHost.parse(server), name).toEqual(server);
        expect(hostName(server.host), name).toBe(server.host);
      }
    }
  });

  it('sends people to https pages only', () => {
    const links = knownProviders.flatMap(({ advice }) => advice.flatMap(({ link }) => link ?? []));
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => new URL(link).protocol !== 'https:')).toEqual([]);
  });

  it('reaches every entry by a domain or an MX of its own', () => {
    for (const provider of knownProviders) {
      const [domain] = provider.domains;
      const [pattern] = provider.mx;
      if (domain) expect(providerOfDomain(domain)).toBe(provider);
      if (pattern) expect(providerOfMx(pattern.replaceAll('*', 'x1')), pattern).toBe(provider);
    }
  });

  it.each([
    ['yahoo.co.uk', 'imap.mail.yahoo.com', 'smtp.mail.yahoo.com'],
    ['verizon.net', 'imap.aol.com', 'smtp.aol.com'],
    ['126.com', 'imap.126.com', 'smtp.126.com'],
    ['foxmail.com', 'imap.qq.com', 'smtp.qq.com'],
    ['zohomail.com.au', 'imap.zoho.com.au', 'smtp.zoho.com.au'],
    ['bk.ru', 'imap.mail.ru', 'smtp.mail.ru'],
    ['gmx.at', 'imap.gmx.net', 'mail.gmx.net'],
    ['gmx.com', 'imap.gmx.com', 'mail.gmx.com'],
    ['t-online.de', 'secureimap.t-online.de', 'securesmtp.t-online.de'],
    ['hanmail.net', 'imap.daum.net', 'smtp.daum.net'],
    ['posteo.de', 'posteo.de', 'posteo.de'],
    ['o2.pl', 'poczta.o2.pl', 'poczta.o2.pl'],
    ['virgilio.it', 'in.virgilio.it', 'out.virgilio.it'],
    ['bluewin.ch', 'imaps.bluewin.ch', 'smtpauths.bluewin.ch'],
    ['btinternet.com', 'mail.btinternet.com', 'mail.btinternet.com'],
  ])('leads %s to %s and %s', (domain, imap, smtp) => {
    const servers = providerOfDomain(domain)?.servers;
    expect([servers?.imap.host, servers?.smtp.host]).toEqual([imap, smtp]);
  });

  it.each([
    ['example-com.mail.protection.outlook.com', 'Microsoft 365'],
    ['hotmail-com.olc.protection.outlook.com', 'Outlook.com'],
    ['mx-aol.mail.gm0.yahoodns.net', 'AOL'],
    ['mta5.am0.yahoodns.net', 'Yahoo'],
    ['in1-smtp.messagingengine.com', 'Fastmail'],
    ['mx2.zoho.com.au', 'Zoho Mail'],
    ['mx1.qiye.aliyun.com', 'Alibaba Mail'],
    ['mx00.kundenserver.de', 'IONOS'],
    ['www123.your-server.de', 'Hetzner'],
    ['mx1.emailsrvr.com', 'Rackspace Email'],
  ])('knows whose mail goes to %s', (exchange, name) => {
    expect(providerOfMx(exchange)?.name).toBe(name);
  });

  it.each([
    'mail.protection.outlook.com.evil.example',
    'evilprotection.outlook.com',
    'smtp.google.com.evil.example',
    'notmx.yandex.net',
    'mx.zoho.example',
    'xmail.protection-outlook.com',
  ])('is not taken in by %s', (exchange) => {
    expect(providerOfMx(exchange)).toBeNull();
  });

  it('takes no mail filter for a provider', () => {
    for (const exchange of ['mx1.eu.iphmx.com', 'mxa-001.gslb.pphosted.com', 'eu-smtp-1.mimecast.com']) {
      expect(gatewayOf(exchange), exchange).not.toBeNull();
      expect(providerOfMx(exchange), exchange).toBeNull();
    }
    const taken = knownProviders.flatMap(({ mx }) => mx.map((pattern) => pattern.replaceAll('*', 'x1')));
    expect(taken.filter((exchange) => gatewayOf(exchange) !== null)).toEqual([]);
  });

  it('lets the first of several services speak for hosts they share', () => {
    expect(providerOfHost('outlook.office365.com')?.name).toBe('Microsoft 365');
    expect(providerOfHost('imap.gmail.com')?.name).toBe('Gmail');
  });

  it('spares a look only at its own hosts and those of the domain', () => {
    expect(isFamiliar('imap.gmail.com', 'example.org')).toBe(true);
    expect(isFamiliar('imap.example.org', 'example.org')).toBe(true);
    expect(isFamiliar('imap.example.net', 'example.org')).toBe(false);
    expect(isFamiliar('imap.gmail.com.example.net', 'example.org')).toBe(false);
  });
});
