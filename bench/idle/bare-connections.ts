/** The peer: as many imapflow connections over TLS as there are accounts, each in IDLE on its INBOX, and nothing else. */
import { ImapFlow } from 'imapflow';
import { answering } from '../child.ts';
import { addressOf, password } from './practice-mail-names.ts';

export interface BareQuestion {
  port: number;
  caPem: string;
  accounts: number;
}

export interface BareAnswer {
  connected: number;
}

/** Logins at a time. */
const atOnce = 10;
const clients: ImapFlow[] = [];

async function connect({ port, caPem }: BareQuestion, account: number): Promise<void> {
  const client = new ImapFlow({
    host: 'localhost',
    port,
    secure: true,
    auth: { user: addressOf(account), pass: password },
    tls: { ca: caPem },
    logger: false,
    disableCompression: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.mailboxOpen('INBOX');
  void client.idle();
  clients.push(client);
}

answering<BareQuestion, BareAnswer>(
  async (question) => {
    for (let from = 0; from < question.accounts; from += atOnce) {
      const last = Math.min(from + atOnce, question.accounts);
      await Promise.all(Array.from({ length: last - from }, (_, at) => connect(question, from + at)));
    }
    return { connected: clients.length };
  },
  async () => {
    for (const client of clients) client.close();
  },
);
