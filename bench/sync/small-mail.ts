/** Mail of one line each in any number, for what depends on how many messages there are and not on what they say. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dovecot } from '@mailroom/rig/debian/index';

/** Puts so many into the inbox, by way of an mbox file (RFC 4155) that doveadm imports. */
export async function importSmallMail(dovecot: Dovecot, address: string, messages: number): Promise<void> {
  const mbox = join(dovecot.directory, 'small.mbox');
  const lines: string[] = [];
  for (let number = 1; number <= messages; number += 1) {
    const status = number % 10 === 0 ? '' : 'Status: RO\n';
    lines.push(
      `From bob@example.org Fri Nov 20 12:00:00 2026\nFrom: bob@example.org\nTo: ${address}\nSubject: Number ${number}\nMessage-ID: <${number}@example.org>\nDate: Fri, 20 Nov 2026 12:00:00 +0000\n${status}\nText of ${number}\n\n`,
    );
  }
  await writeFile(mbox, lines.join(''), { mode: 0o644 });
  await dovecot.doveadm(['import', '-u', address, `mbox:${dovecot.directory}/none:INBOX=${mbox}`, '', 'ALL']);
}
