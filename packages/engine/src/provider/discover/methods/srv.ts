import type { SrvRecord } from 'node:dns';
import type { MailHost } from '@mailroom/model';
import { hostName } from '../host-name.ts';
import type { Method } from '../method.ts';
import type { ServerOffer } from '../settings.ts';

type Service = readonly [label: string, security: MailHost['security']];

/** RFC 8314 3.3 and 5.1: TLS from the first byte is preferred to STARTTLS. */
const imapServices: readonly Service[] = [
  ['_imaps', 'tls'],
  ['_imap', 'starttls'],
];
const smtpServices: readonly Service[] = [
  ['_submissions', 'tls'],
  ['_submission', 'starttls'],
];

/** The first target that is a host. A sole "." says that the service is decidedly not offered (RFC 2782). */
function target(records: readonly SrvRecord[], security: MailHost['security']): MailHost | null {
  for (const { name, port } of records) {
    const host = hostName(name);
    if (host !== null && port > 0) return { host, port, security };
  }
  return null;
}

/** Service records of DNS (RFC 6186, RFC 8314), which name neither user nor way to sign in; RFC 6186 4 says to try the address. */
export const srv: Method = {
  name: 'srv',
  deadline: 3000,
  async find({ address, network }, signal) {
    const published = (services: readonly Service[]): Promise<ServerOffer | null>[] =>
      services.map(async ([label, security]) => {
        const records = await network.names.services(`${label}._tcp.${address.domain}`, signal);
        const server = target(records, security);
        return server && { server, user: address.text, auth: 'password' as const };
      });
    const asked = [...published(imapServices), ...published(smtpServices)];
    const [imaps = null, imap = null, submissions = null, submission = null] = await Promise.all(asked);
    const offer = { imap: imaps ?? imap, smtp: submissions ?? submission };
    if (offer.imap === null && offer.smtp === null) return null;
    return { offer: { name: null, ...offer, known: null, inferred: false } };
  },
};
