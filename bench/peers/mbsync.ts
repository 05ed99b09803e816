/** Debian's isync as a peer: pulls every folder into a Maildir, without fsync, which is its quickest setting. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchMailbox, figures, type PeerFigures } from './mailbox.ts';
import { watchPeakMemory } from './peak-memory.ts';

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
    const began = performance.now();
    const child = spawn('/usr/bin/mbsync', ['-c', config, '-a', '-q'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const peak = child.pid === undefined ? Promise.resolve(0) : watchPeakMemory(child.pid);
    const code = await ended;
    const seconds = (performance.now() - began) / 1000;
    if (code !== 0) throw new Error(`mbsync ended with ${code}: ${said.trim().slice(-500)}`);
    const pulled = figures(await countMaildir(mail), seconds, await peak);
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
