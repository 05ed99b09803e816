/** A mailbox on Debian's Dovecot, behind a line. One server serves many schedules, each with a mailbox of its own. */
import { type Dovecot, startDovecot } from '@mailroom/rig/debian/index';
import { startTcpProxy } from '@mailroom/rig/network/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { imapHands } from './imap-hands.ts';
import type { MailServer } from './mail-server.ts';

const password = 'good-password';

export interface SharedDovecot {
  /** A mailbox that nobody has used yet. @throws Error when there are no more */
  nextMailbox(): Promise<MailServer>;
  stop(): Promise<void>;
}

/** @param mailboxes how many there are to be had */
export async function startSharedDovecot(mailboxes: number): Promise<SharedDovecot> {
  const certificates = makeCertificates();
  const users = Array.from({ length: mailboxes }, (_, at) => ({
    address: `box${at}@practice.test`,
    password,
  }));
  const dovecot: Dovecot = await startDovecot({ users, certificates });
  let used = 0;
  return {
    async nextMailbox() {
      const user = users[used];
      used += 1;
      if (!user) throw new Error('Every mailbox of this Dovecot has been used');
      const line = await startTcpProxy({ port: dovecot.imapsPort });
      const options: ImapFlowOptions = {
        host: dovecot.host,
        port: dovecot.imapsPort,
        secure: true,
        tls: { ca: certificates.caPem },
        auth: { user: user.address, pass: password },
        logger: false,
      };
      const hands = await imapHands(options);
      return {
        kind: 'real-dovecot',
        address: user.address,
        secret: password,
        caPem: certificates.caPem,
        line,
        hands,
        practice: undefined,
        leftOut: new Set<string>(),
        async signIn() {
          const client = new ImapFlow({ ...options, disableAutoIdle: true });
          client.on('error', () => undefined);
          await client.connect();
          return client;
        },
        protocolErrors: () => [],
        async close() {
          await hands.close();
          await line.close();
        },
      };
    },
    stop: () => dovecot.stop(),
  };
}
