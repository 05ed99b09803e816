/** Debian's notmuch as a peer: indexes a Maildir that mbsync pulled, for searching. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { figures, type PeerFigures } from './mailbox.ts';
import { runPeer } from './run-peer.ts';

export async function notmuchNew(maildir: string, messages: number): Promise<PeerFigures> {
  const config = join(maildir, '..', 'notmuch-config');
  await writeFile(
    config,
    `[database]
path=${maildir}
[user]
name=Bench
primary_email=bench@practice.test
[new]
tags=new
`,
  );
  const { seconds, peakMiB } = await runPeer('/usr/bin/notmuch', ['new', '--quiet'], {
    NOTMUCH_CONFIG: config,
  });
  return figures(messages, seconds, peakMiB);
}
