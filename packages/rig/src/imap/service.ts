import { keepLabelsInStep, type PracticeFolder, type PracticeMailbox } from '../mailbox/index.ts';
import type { Authenticate } from './authentication.ts';
import type { CapabilityOverrides, ImapSecurity } from './capability.ts';
import type { ImapFaults } from './faults.ts';
import type { ImapPreset } from './preset.ts';
import type { Session } from './session.ts';
import type { Transcript } from './transcript.ts';

/** A command the server had to answer with BAD because the client broke the protocol. */
export interface ProtocolError {
  /** Number of the connection, from 1. */
  readonly connection: number;
  readonly command: string;
  readonly reason: string;
}

/** What all sessions of one server share. */
export class ImapService {
  readonly preset: ImapPreset;
  readonly overrides: CapabilityOverrides;
  readonly security: ImapSecurity;
  readonly mailboxes: readonly PracticeMailbox[];
  readonly authenticate: Authenticate;
  readonly faults: ImapFaults;
  readonly transcript: Transcript;
  readonly protocolErrors: ProtocolError[] = [];
  /** Mistakes of the server itself. */
  readonly failures: unknown[] = [];
  readonly sessions = new Set<Session>();
  readonly #recentClaimed = new WeakMap<PracticeFolder, number>();

  constructor(options: {
    preset: ImapPreset;
    overrides: CapabilityOverrides;
    security: ImapSecurity;
    mailboxes: readonly PracticeMailbox[];
    authenticate: Authenticate;
    faults: ImapFaults;
    transcript: Transcript;
  }) {
    this.preset = options.preset;
    this.overrides = options.overrides;
    this.security = options.security;
    this.mailboxes = options.mailboxes;
    this.authenticate = options.authenticate;
    this.faults = options.faults;
    this.transcript = options.transcript;
    for (const mailbox of this.mailboxes) this.#prepare(mailbox);
  }

  /** Addresses are found in any case. */
  findMailbox(address: string): PracticeMailbox | undefined {
    const wanted = address.toLowerCase();
    const found = this.mailboxes.find((mailbox) => mailbox.address.toLowerCase() === wanted);
    if (found) this.#prepare(found);
    return found;
  }

  sessionsOf(mailbox: PracticeMailbox): Session[] {
    return [...this.sessions].filter((session) => session.mailbox === mailbox);
  }

  /**
   * The UID after which messages are \Recent to a session that selects the folder now. Reading alone claims
   * nothing (RFC 3501 section 6.3.2); messages that arrive later count as recent to everyone who is told of them.
   */
  claimRecent(folder: PracticeFolder, readOnly: boolean): number {
    const claimed = this.#recentClaimed.get(folder) ?? 0;
    if (!readOnly) this.#recentClaimed.set(folder, folder.uidNext - 1);
    return claimed;
  }

  #prepare(mailbox: PracticeMailbox): void {
    if (this.preset.capabilities.afterLogin.includes('X-GM-EXT-1')) keepLabelsInStep(mailbox);
  }
}
