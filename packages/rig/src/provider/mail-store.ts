import { type PresetName, presets } from '../imap/index.ts';
import { type PracticeFolder, PracticeMailbox, type SpecialUse } from '../mailbox/index.ts';
import type { PostOffice } from '../smtp/index.ts';
import type { FiledMessage, Folder, Person } from '../world/index.ts';

type Role = Extract<Folder, { role: string }>['role'];

const uses: Readonly<Record<Exclude<Role, 'inbox'>, SpecialUse>> = {
  sent: '\\Sent',
  drafts: '\\Drafts',
  archive: '\\Archive',
  junk: '\\Junk',
  trash: '\\Trash',
};

/** Names of the folders that a bare server has, or that a person would make there. */
const bareNames: Readonly<Record<Role, string>> = {
  inbox: 'INBOX',
  sent: 'Sent',
  drafts: 'Drafts',
  archive: 'Archive',
  junk: 'Junk',
  trash: 'Trash',
};

export interface MailStoreOptions {
  readonly preset: PresetName;
  readonly people: readonly Person[];
  /** Addresses of mailboxes that are nobody's own. */
  readonly shared?: readonly string[];
  /** Addresses outside that may be written to although nobody can look into their mailboxes. */
  readonly correspondents: readonly Person[];
  now(): Date;
}

/** The practice mailboxes behind the IMAP and the SMTP server, with folders as the preset's provider names them. */
export interface MailStore {
  readonly mailboxes: readonly PracticeMailbox[];
  readonly postOffice: PostOffice;
  /** @throws Error when nobody has this address. */
  mailbox(address: string): PracticeMailbox;
  /** The folder of a role, made when the preset has none. */
  folder(address: string, role: Role): PracticeFolder;
  /** Puts a message of the practice world where it belongs. */
  file(message: FiledMessage): void;
}

export function createMailStore(options: MailStoreOptions): MailStore {
  const preset = presets[options.preset];
  const owners = [
    ...options.people.map(({ address, language }) => ({ address, language })),
    ...(options.shared ?? []).map((address) => ({ address, language: 'en' }) as const),
  ];
  const mailboxes = new Map(
    owners.map(({ address, language }) => [
      address.toLowerCase(),
      new PracticeMailbox({
        address,
        folders: preset.folders(language),
        // A restarted practice world is another mailbox: clients that kept the old one must see that (RFC 9051 2.3.1.1).
        uidValidity: Math.floor(options.now().getTime() / 1000),
        clock: options.now,
      }),
    ]),
  );
  const outside = new Set(options.correspondents.map(({ address }) => address.toLowerCase()));

  const mailbox = (address: string): PracticeMailbox => {
    const found = mailboxes.get(address.toLowerCase());
    if (found === undefined) throw new Error(`Nobody in the practice world has the mailbox ${address}`);
    return found;
  };

  const made = (address: string, path: string): PracticeFolder => {
    const box = mailbox(address);
    return box.findFolder(path) ?? box.createFolder(path);
  };

  const folder = (address: string, role: Role): PracticeFolder => {
    if (role === 'inbox') return mailbox(address).folder('INBOX');
    const folders = mailbox(address).folders();
    const used = (use: SpecialUse) => folders.find(({ specialUse }) => specialUse === use);
    // Gmail has no archive: what lies in All Mail without a label is archived there.
    const known = used(uses[role]) ?? (role === 'archive' ? used('\\All') : undefined);
    return known ?? made(address, bareNames[role]);
  };

  const place = (
    address: string,
    where: Folder,
    raw: Buffer,
    flags: readonly string[],
    internalDate: Date,
  ): void => {
    const target = 'path' in where ? made(address, where.path) : folder(address, where.role);
    target.append(raw, { flags, internalDate });
  };

  return {
    mailboxes: [...mailboxes.values()],
    mailbox,
    folder,
    file: ({ owner, folder: where, raw, flags, date }) => place(owner, where, raw, flags, date),
    postOffice: {
      reach(address) {
        const wanted = address.toLowerCase();
        if (mailboxes.has(wanted)) return 'mailbox';
        return outside.has(wanted) ? 'correspondent' : 'stranger';
      },
      deliver: (address, message, at) => place(address, { role: 'inbox' }, message, [], at),
      fileSent: (address, message, at) => place(address, { role: 'sent' }, message, ['\\Seen'], at),
    },
  };
}
