/** The "plain old XML" form of Exchange Autodiscover ([MS-OXDSCLI]), which hosting panels other than Exchange answer too. */
import type { MailHost } from '@mailroom/model';
import { hostName } from './host-name.ts';
import type { MailAddress } from './mail-address.ts';
import type { Finding, ServerOffer } from './settings.ts';
import { childNamed, childrenNamed, readXml, textOf, type XmlElement, xmlEscaped } from './xml.ts';

const namespace = 'http://schemas.microsoft.com/exchange/autodiscover/outlook';

/** The question. It holds the address and no credentials. */
export function autodiscoverQuestion(address: MailAddress): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${namespace}/requestschema/2006"><Request>` +
    `<EMailAddress>${xmlEscaped(address.text)}</EMailAddress>` +
    `<AcceptableResponseSchema>${namespace}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
  );
}

const byPort: Readonly<Record<string, MailHost['security']>> = {
  143: 'starttls',
  587: 'starttls',
  465: 'tls',
  993: 'tls',
};

/** `SSL` is on unless switched off, and `Encryption` overrides it. What is meant by either, the port says better. */
function securityOf(protocol: XmlElement): MailHost['security'] | null {
  const encryption = textOf(protocol, 'Encryption').toLowerCase();
  const ssl = textOf(protocol, 'SSL').toLowerCase();
  if (encryption === 'none' || (encryption === '' && ssl === 'off')) return null;
  return byPort[textOf(protocol, 'Port')] ?? (encryption === 'tls' ? 'starttls' : 'tls');
}

function serverOffer(protocol: XmlElement, address: MailAddress): ServerOffer | null {
  const host = hostName(textOf(protocol, 'Server'));
  const port = /^\d{1,5}$/.test(textOf(protocol, 'Port')) ? Number(textOf(protocol, 'Port')) : 0;
  const security = securityOf(protocol);
  if (host === null || port < 1 || port > 65535 || security === null) return null;
  const login = textOf(protocol, 'LoginName');
  const user = login !== '' && login.length <= 320 && !/\p{Cc}/u.test(login) ? login : address.text;
  return { server: { host, port, security }, user, auth: 'password' };
}

export interface AutodiscoverAnswer {
  /** Where to ask instead. */
  redirect: string | null;
  finding: Finding;
}

/** @throws XmlRefused for what is no document of the format. */
export function readAutodiscover(text: string, address: MailAddress): AutodiscoverAnswer {
  const root = readXml(text);
  const response = root.name === 'Autodiscover' ? childNamed(root, 'Response') : undefined;
  const account = response && childNamed(response, 'Account');
  if (account === undefined) return { redirect: null, finding: null };
  if (textOf(account, 'Action') === 'redirectUrl') {
    return { redirect: textOf(account, 'RedirectUrl') || null, finding: null };
  }
  const protocols = childrenNamed(account, 'Protocol');
  const first = (type: string): ServerOffer | null =>
    protocols
      .filter((protocol) => textOf(protocol, 'Type').toUpperCase() === type)
      .map((protocol) => serverOffer(protocol, address))
      .find((offer) => offer !== null) ?? null;
  const offer = { name: null, imap: first('IMAP'), smtp: first('SMTP'), known: null, inferred: false };
  if (offer.imap !== null || offer.smtp !== null) return { redirect: null, finding: { offer } };
  const pop3 = protocols.some((protocol) => textOf(protocol, 'Type').toUpperCase() === 'POP3');
  return { redirect: null, finding: pop3 ? { remark: { kind: 'pop3-only' } } : null };
}
