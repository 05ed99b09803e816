/** What a domain of the practice world publishes about its mail, and the short words to write it in. */
import type { DnsRecord } from './dns-message.ts';
import type { DnsFault, Zone } from './dns-server.ts';
import type { Greeter } from './greeters.ts';
import type { Page } from './web-server.ts';

export interface PracticeDomain {
  /** As people write it, in any script. */
  domain: string;
  /** What is special about it. */
  about: string;
  zone?: Zone;
  fault?: DnsFault;
  /** By URL without its query. */
  pages?: Readonly<Record<string, Page>>;
  /** By `host:port`. */
  greeters?: Readonly<Record<string, Greeter>>;
}

/** Where the practice world's servers seem to be: a public address that nothing is ever sent to. */
export const publicAddress = '20.20.20.20';

export const here: readonly DnsRecord[] = [{ type: 'A', address: publicAddress }];

export function at(...addresses: readonly string[]): DnsRecord[] {
  return addresses.map((address) => ({ type: address.includes(':') ? 'AAAA' : 'A', address }));
}

export function mail(exchange: string, priority = 10): DnsRecord {
  return { type: 'MX', priority, exchange };
}

export function service(target: string, port: number, priority = 0, weight = 0): DnsRecord {
  return { type: 'SRV', priority, weight, port, target };
}

export function alias(target: string): DnsRecord[] {
  return [{ type: 'CNAME', target }];
}

export interface ConfigServer {
  type: 'imap' | 'pop3' | 'smtp';
  host: string;
  port: number;
  /** Default `SSL`. */
  socket?: string;
  /** Default `%EMAILADDRESS%`. */
  user?: string;
  /** Default `password-cleartext`. */
  authentication?: string;
}

/** One document of Mozilla's format. */
export function clientConfig(servers: readonly ConfigServer[], further = ''): string {
  const elements = servers.map(({ type, host, port, socket, user, authentication }) => {
    const element = type === 'smtp' ? 'outgoingServer' : 'incomingServer';
    return (
      `<${element} type="${type}"><hostname>${host}</hostname><port>${port}</port>` +
      `<socketType>${socket ?? 'SSL'}</socketType><username>${user ?? '%EMAILADDRESS%'}</username>` +
      `<authentication>${authentication ?? 'password-cleartext'}</authentication></${element}>`
    );
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1"><emailProvider id="practice">' +
    `<displayName>Practice Mail</displayName>${elements.join('\n')}</emailProvider>${further}</clientConfig>`
  );
}

/** The usual pair of servers below a domain. */
export function usualServers(domain: string): ConfigServer[] {
  return [
    { type: 'imap', host: `imap.${domain}`, port: 993 },
    { type: 'smtp', host: `smtp.${domain}`, port: 465 },
  ];
}

/** Names for the usual pair, all found at the practice world's address. */
export function usualNames(domain: string): Zone {
  return { [`imap.${domain}`]: here, [`smtp.${domain}`]: here };
}

export interface PoxServer {
  type: 'IMAP' | 'POP3' | 'SMTP';
  host: string;
  port: number;
  login?: string;
  ssl?: 'on' | 'off';
}

const pox = 'http://schemas.microsoft.com/exchange/autodiscover';

/** An answer of Autodiscover in "plain old XML". */
export function autodiscoverAnswer(account: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${pox}/responseschema/2006">` +
    `<Response xmlns="${pox}/outlook/responseschema/2006a"><Account><AccountType>email</AccountType>${account}` +
    '</Account></Response></Autodiscover>'
  );
}

export function autodiscoverSettings(servers: readonly PoxServer[]): string {
  const protocols = servers.map(
    ({ type, host, port, login, ssl }) =>
      `<Protocol><Type>${type}</Type><Server>${host}</Server><Port>${port}</Port>` +
      `${login === undefined ? '' : `<LoginName>${login}</LoginName>`}<SSL>${ssl ?? 'on'}</SSL></Protocol>`,
  );
  return autodiscoverAnswer(`<Action>settings</Action>${protocols.join('')}`);
}
