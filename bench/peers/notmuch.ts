/** Debian's notmuch as a peer: indexes a Maildir that mbsync pulled, for searching. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { figures, type PeerFigures } from './mailbox.ts';
import { watchPeakMemory } from './peak-memory.ts';

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
  const began = performance.now();
  const child = spawn('/usr/bin/notmuch', ['new', '--quiet'], {
    env: { ...process.env, NOTMUCH_CONFIG: config },
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
  if (code !== 0) throw new Error(`notmuch ended with ${code}: ${said.trim().slice(-500)}`);
  return figures(messages, seconds, await peak);
}
