/** Writes mail as a Maildir++ tree, which doveadm imports: folders as `.a.b`, flags and receive time in each file's name. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMailboxName } from '../imap/grammar/mailbox-name.ts';
import type { Dovecot } from './dovecot.ts';
import { must } from './process.ts';

export interface MaildirMessage {
  /** Levels separated by `/`; INBOX is the tree's own top. */
  folder: string;
  /** IMAP system flags. */
  flags: readonly string[];
  received: Date;
  raw: Uint8Array;
}

const letters: Readonly<Record<string, string>> = {
  '\\Answered': 'R',
  '\\Draft': 'D',
  '\\Flagged': 'F',
  '\\Seen': 'S',
  '\\Deleted': 'T',
};

export class Maildir {
  readonly #directory: string;
  readonly #folders = new Set<string>();
  /** Messages written so far. */
  count = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Messages of one second keep the order they are added in. */
  add({ folder, flags, received, raw }: MaildirMessage): void {
    const directory =
      folder === 'INBOX'
        ? this.#directory
        : join(this.#directory, `.${folder.split('/').map(encodeMailboxName).join('.')}`);
    if (!this.#folders.has(directory)) {
      for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(directory, part), { recursive: true });
      this.#folders.add(directory);
    }
    const seconds = Math.floor(received.getTime() / 1000);
    const order = String(this.count).padStart(8, '0');
    const info = flags
      .map((flag) => letters[flag] ?? '')
      .sort()
      .join('');
    const path = join(directory, 'cur', `${seconds}.M${order}.practice:2,${info}`);
    writeFileSync(path, raw);
    utimesSync(path, seconds, seconds);
    this.count += 1;
  }
}

/** Has `write` fill a Maildir, and puts it into a user's mailbox. Answers what `write` does: the number of messages. */
export async function importInto(
  dovecot: Dovecot,
  address: string,
  write: (directory: string) => Promise<number>,
): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-maildir-'));
  try {
    const count = await write(directory);
    // Dovecot reads it as the user that mail belongs to.
    await must('chmod', ['-R', 'a+rwX', directory]);
    await dovecot.importMaildir(address, directory);
    return count;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
