/** The practice IMAP server with one vast mailbox, in a process of its own: messages are computed when they are asked for. */
import { startImapServer } from '@mailroom/rig/imap/server';
import { PracticeMailbox } from '@mailroom/rig/mailbox/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { vastMailbox } from '@mailroom/rig/world/vast';
import { answering } from '../child.ts';

export interface VastQuestion {
  address: string;
  password: string;
  messages: number;
  folders: number;
}

export interface VastAnswer {
  port: number;
  caPem: string;
}

const certificates = makeCertificates();
const mailboxes: PracticeMailbox[] = [];
let secretOf = '';
const server = await startImapServer({
  preset: 'dovecot',
  mailboxes,
  tls: certificates,
  authenticate: async ({ user, secret }) =>
    secret === secretOf ? { ok: true, mailbox: user } : { ok: false },
});

function fill({ address, messages, folders }: VastQuestion): PracticeMailbox {
  const paths = Array.from({ length: folders }, (_, at) => (at === 0 ? 'INBOX' : `Folder ${at}`));
  const mailbox = new PracticeMailbox({ address, folders: paths.map((path) => ({ path })) });
  const message = vastMailbox('million', new Date('2026-01-01T00:00:00Z'));
  for (const [at, path] of paths.entries()) {
    const count = Math.floor(messages / folders) + (at < messages % folders ? 1 : 0);
    for (let uid = 1; uid <= count; uid += 1) {
      const { size, date } = message(path, uid);
      const flags = uid % 5 === 0 ? [] : ['\\Seen'];
      mailbox.folder(path).append(() => message(path, uid).raw(), { size, internalDate: date, flags });
    }
  }
  return mailbox;
}

answering<VastQuestion, VastAnswer>(
  async (question) => {
    secretOf = question.password;
    mailboxes.push(fill(question));
    return { port: server.port, caPem: certificates.caPem };
  },
  () => server.close(),
);
