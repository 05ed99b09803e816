/**
 * Mozilla's format for settings (`clientConfig`, draft-ietf-mailmaint-autoconfig): read from a provider's own site and from
 * Mozilla's collection alike. Of several servers the first that Mailroom can use counts, as the document orders them.
 */
import type { MailHost, SignInKind } from '@mailroom/model';
import { hostName, isWithin } from './host-name.ts';
import type { MailAddress } from './mail-address.ts';
import type { Finding, ServerOffer } from './settings.ts';
import { childNamed, childrenNamed, readXml, textOf, type XmlElement } from './xml.ts';

/** `plain` is left out on purpose: what is not encrypted is not used, whatever else is on offer. */
const security: Readonly<Record<string, MailHost['security']>> = {
  SSL: 'tls',
  TLS: 'tls',
  STARTTLS: 'starttls',
};

/** `password-cleartext` is PLAIN or LOGIN inside TLS, not a clear connection. */
const passwordWays: ReadonlySet<string> = new Set([
  'password-cleartext',
  'password-encrypted',
  'plain',
  'secure',
]);

/** Fills in what the format knows of the address; any other placeholder asks for something the address does not tell. */
export function filledIn(template: string, address: MailAddress): string | null {
  const at = address.text.lastIndexOf('@');
  const known: Readonly<Record<string, string>> = {
    EMAILADDRESS: address.text,
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: address.text.slice(at + 1),
  };
  let complete = true;
  const text = template.replace(/%([A-Z0-9]+)%/g, (_all, name: string) => {
    complete &&= name in known;
    return known[name] ?? '';
  });
  return complete && text !== '' && text.length <= 320 && !/\p{Cc}/u.test(text) ? text : null;
}

function oauthOf(provider: XmlElement | undefined): SignInKind {
  const issuer = provider ? textOf(provider, 'issuer').toLowerCase() : '';
  if (isWithin(issuer, 'google.com')) return 'oauth2-google';
  return isWithin(issuer, 'microsoftonline.com') ? 'oauth2-microsoft' : 'oauth2-other';
}

/** @returns null where none of the ways is one of Mailroom's, such as a client certificate. */
function signIn(server: XmlElement, oauth: SignInKind): SignInKind | null {
  const ways = childrenNamed(server, 'authentication').map(({ text }) => text);
  // A provider app for the issuer may exist; a password is what everybody has. Hence passwords only lose to known issuers.
  const tokens = ways.includes('OAuth2');
  if (tokens && oauth !== 'oauth2-other') return oauth;
  if (ways.length === 0 || ways.some((way) => passwordWays.has(way))) return 'password';
  return tokens ? oauth : null;
}

function serverOffer(server: XmlElement, oauth: SignInKind, address: MailAddress): ServerOffer | null {
  const host = hostName(textOf(server, 'hostname').replaceAll('%EMAILDOMAIN%', address.domain));
  const portText = textOf(server, 'port');
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  const encrypted = security[textOf(server, 'socketType')];
  const auth = signIn(server, oauth);
  if (host === null || port < 1 || port > 65535 || encrypted === undefined || auth === null) return null;
  const template = textOf(server, 'username');
  return {
    server: { host, port, security: encrypted },
    user: template === '' ? address.text : filledIn(template, address),
    auth,
  };
}

/** @throws XmlRefused for what is no document of the format. */
export function readClientConfig(text: string, address: MailAddress): Finding {
  const root = readXml(text);
  const provider = root.name === 'clientConfig' ? childNamed(root, 'emailProvider') : undefined;
  if (provider === undefined) return null;
  const oauth = oauthOf(childNamed(root, 'oAuth2') ?? childNamed(provider, 'oAuth2'));
  const first = (element: string, type: string): ServerOffer | null =>
    childrenNamed(provider, element)
      .filter(({ attributes }) => attributes.type === type)
      .map((server) => serverOffer(server, oauth, address))
      .find((offer) => offer !== null) ?? null;
  const imap = first('incomingServer', 'imap');
  const smtp = first('outgoingServer', 'smtp');
  if (imap === null) {
    const pop3 = childrenNamed(provider, 'incomingServer').some(
      ({ attributes }) => attributes.type === 'pop3',
    );
    if (pop3) return { remark: { kind: 'pop3-only' } };
  }
  if (imap === null && smtp === null) return null;
  const name = textOf(provider, 'displayName').slice(0, 80);
  return { offer: { name: name === '' ? null : name, imap, smtp, known: null, inferred: false } };
}
