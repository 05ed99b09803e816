/** The rig's own mail in any number, laid out for import: what a benchmark needs and no corpus has. */
import type { FiledMessage } from '../world/filing.ts';
import { writeArchive } from '../world/index.ts';
import type { Dovecot } from './dovecot.ts';
import { importInto, Maildir } from './maildir.ts';

/** Folder names of a bare server, by what they are for. */
const names: Readonly<Record<string, string>> = {
  inbox: 'INBOX',
  sent: 'Sent',
  drafts: 'Drafts',
  archive: 'Archive',
  junk: 'Junk',
  trash: 'Trash',
};

function folderName({ folder }: FiledMessage): string {
  return 'path' in folder ? folder.path : (names[folder.role] ?? folder.role);
}

/** Equal numbers give equal mail: the newest arrived on this day. */
const end = new Date('2026-11-20T12:00:00Z');

/** Puts so many generated messages into a user's mailbox; answers their octets. */
export async function importArchive(dovecot: Dovecot, address: string, messages: number): Promise<number> {
  let octets = 0;
  await importInto(dovecot, address, async (directory) => {
    const maildir = new Maildir(directory);
    for (const message of writeArchive({ seed: 'archive', messages, end })) {
      const { flags, date, raw } = message;
      maildir.add({ folder: folderName(message), flags, received: date, raw });
      octets += raw.length;
    }
    return maildir.count;
  });
  return octets;
}
