import type { MailHost } from '@mailroom/model';
import type { MailProtocol } from '../greeting.ts';
import type { Method, Question } from '../method.ts';
import type { ServerOffer } from '../settings.ts';

type Guess = readonly [prefix: string, port: number, security: MailHost['security']];

/** The commonest names with the ports of RFC 8314, most likely first. */
const guesses: Readonly<Record<MailProtocol, readonly Guess[]>> = {
  imap: [
    ['imap', 993, 'tls'],
    ['mail', 993, 'tls'],
  ],
  smtp: [
    ['smtp', 465, 'tls'],
    ['smtp', 587, 'starttls'],
    ['mail', 465, 'tls'],
    ['mail', 587, 'starttls'],
  ],
};

async function firstThatGreets(
  protocol: MailProtocol,
  { address, network }: Question,
  signal: AbortSignal,
): Promise<ServerOffer | null> {
  const greeted = guesses[protocol].map(async ([prefix, port, security]) => {
    const server = { host: `${prefix}.${address.domain}`, port, security };
    // Names that nobody made up do not exist: no answer to a guess is no failure.
    const greets = await network.greets(server, protocol, signal).catch(() => false);
    return greets ? server : null;
  });
  for (const guess of greeted) {
    const server = await guess;
    if (server !== null) return { server, user: address.text, auth: 'password' };
  }
  return null;
}

/** Tries the names that most servers have. Only a server that greets with a certificate for its name is an answer. */
export const guess: Method = {
  name: 'guess',
  deadline: 4500,
  async find(question, signal) {
    const [imap, smtp] = await Promise.all([
      firstThatGreets('imap', question, signal),
      firstThatGreets('smtp', question, signal),
    ]);
    // Submission without a mailbox is no mail service worth proposing.
    return imap && { offer: { name: null, imap, smtp, known: null, inferred: false } };
  },
};
