/** Tries a server before an account is saved: connects, logs in, lists the folders, logs out. */
import type { ImapCapabilities } from './capabilities.ts';
import { type OpenImapOptions, openImap } from './open.ts';

export interface ImapCheck {
  capabilities: ImapCapabilities;
  folders: number;
}

/** @throws Failure that says what is wrong with host, TLS, credentials or mailbox; see `openImap`. */
export async function checkImap(options: OpenImapOptions): Promise<ImapCheck> {
  const session = await openImap(options);
  try {
    const folders = await session.listFolders();
    return { capabilities: session.capabilities, folders: folders.length };
  } finally {
    await session.close();
  }
}
