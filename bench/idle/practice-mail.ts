/** The practice IMAP server with many small mailboxes, in a process of its own; delivers when it is told to. */

import { presets } from '@mailroom/rig/imap/presets/index';
import { startImapServer } from '@mailroom/rig/imap/server';
import { PracticeMailbox } from '@mailroom/rig/mailbox/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { answering } from '../child.ts';
import { addressOf, password } from './practice-mail-names.ts';

export type MailQuestion =
  | { kind: 'start'; accounts: number; messages: number }
  | { kind: 'deliver'; account: number }
  | { kind: 'look' };

export interface MailAnswer {
  port: number;
  caPem: string;
  /** Connections open now. */
  connections: number;
  /** When the delivery was made: nanoseconds of the machine's monotonic clock. */
  at: string;
}

const certificates = makeCertificates();
const mailboxes: PracticeMailbox[] = [];
const server = await startImapServer({
  preset: 'dovecot',
  mailboxes,
  tls: certificates,
  authenticate: async ({ user, secret }) =>
    secret === password ? { ok: true, mailbox: user } : { ok: false },
});
let delivered = 0;

function message(account: number): Buffer {
  delivered += 1;
  const id = `<${delivered}.${account}@sender.test>`;
  return Buffer.from(
    `From: Sender <sender@sender.test>\r\nTo: ${addressOf(account)}\r\nSubject: Delivery ${delivered}\r\nMessage-ID: ${id}\r\n` +
      `Date: ${new Date().toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThis is delivery ${delivered}.\r\n`,
  );
}

answering<MailQuestion, MailAnswer>(
  async (question) => {
    if (question.kind === 'start') {
      for (let account = 0; account < question.accounts; account += 1) {
        const mailbox = new PracticeMailbox({
          address: addressOf(account),
          folders: presets.dovecot.folders('en'),
        });
        mailboxes.push(mailbox);
        for (let at = 0; at < question.messages; at += 1) mailbox.folder('INBOX').append(message(account));
      }
    }
    const at = String(process.hrtime.bigint());
    if (question.kind === 'deliver') {
      mailboxes[question.account]?.folder('INBOX').append(message(question.account));
    }
    return { port: server.port, caPem: certificates.caPem, connections: server.openConnections, at };
  },
  () => server.close(),
);
