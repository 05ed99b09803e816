/** What an account is linked to: a practice server in the manner of a provider, or a real one, always behind a line that can fail. */
import type { ImapFaults, ImapServer } from '@mailroom/rig/imap/index';
import type { PracticeMailbox } from '@mailroom/rig/mailbox/index';
import type { TcpProxy } from '@mailroom/rig/network/index';
import type { ImapFlow } from 'imapflow';
import type { Hands } from './hands.ts';

export const serverKinds = ['outlook', 'outlook-rev2', 'gmail', 'dovecot', 'plain', 'real-dovecot'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** What only a practice server lets one do. */
export interface PracticeSide {
  server: ImapServer;
  faults: ImapFaults;
  mailbox: PracticeMailbox;
  /** Secrets that open the mailbox. */
  secrets: Set<string>;
}

export interface MailServer {
  kind: ServerKind;
  address: string;
  secret: string;
  caPem: string;
  /** What the engine connects through. */
  line: TcpProxy;
  hands: Hands;
  practice: PracticeSide | undefined;
  /** Folders that Mailroom leaves out on purpose: no mail in them, or only views of mail that lies elsewhere. */
  leftOut: ReadonlySet<string>;
  /** Signs in past the line, as a client that others wrote. */
  signIn(): Promise<ImapFlow>;
  /** Sentences about how the engine broke the protocol; empty where it did not, or where nobody listened. */
  protocolErrors(): string[];
  close(): Promise<void>;
}
