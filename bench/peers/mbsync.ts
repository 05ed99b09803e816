/** Debian's isync as a peer: pulls every folder into a Maildir, without fsync, which is its quickest setting. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchMailbox, figures, type PeerFigures } from './mailbox.ts';
import { runPeer } from './run-peer.ts';

/** @param look is shown the Maildir before it is removed. */
export async function mbsync(
  mailbox: BenchMailbox,
  look: (maildir: string) => Promise<void> = async () => undefined,
): Promise<PeerFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-mbsync-'));
  const mail = join(directory, 'mail');
  await mkdir(mail);
  await writeFile(join(directory, 'ca.pem'), mailbox.caPem);
  const config = join(directory, 'mbsyncrc');
  // isync 1.4 ends a section only at an empty line.
  await writeFile(
    config,
    `FSync no

IMAPAccount bench
Host localhost
Port ${mailbox.port}
User ${mailbox.user}
Pass ${mailbox.password}
SSLType IMAPS
CertificateFile ${join(directory, 'ca.pem')}
PipelineDepth 50

IMAPStore far
Account bench

MaildirStore near
Path ${mail}/
Inbox ${mail}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Near
Sync Pull
SyncState *

`,
  );
  try {
    const { seconds, peakMiB } = await runPeer('/usr/bin/mbsync', ['-c', config, '-a', '-q']);
    const pulled = figures(await countMaildir(mail), seconds, peakMiB);
    await look(mail);
    return pulled;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function countMaildir(mail: string): Promise<number> {
  const entries = await readdir(mail, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /\/(cur|new)$/.test(entry.parentPath)).length;
}
