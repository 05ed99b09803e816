import type { FolderSpec } from '../mailbox/index.ts';
import type { Reply } from './reply.ts';

/** Languages in which practice mailboxes can name their folders. */
export type FolderLanguage = 'en' | 'fr' | 'zh' | 'ru' | 'pt' | 'it' | 'de';

/** How one provider's IMAP server behaves: data, and the few habits that need a name. */
export interface ImapPreset {
  readonly name: string;
  /** Text of the greeting after `* OK `. */
  readonly greeting: string;
  /** Capabilities in the order the provider lists them. */
  readonly capabilities: {
    readonly beforeLogin: readonly string[];
    readonly afterLogin: readonly string[];
    /** Whether the tagged OK of a login lists them, so that the client need not ask. */
    readonly toldAtLogin: boolean;
    /** Whether the greeting lists them. */
    readonly toldInGreeting: boolean;
  };
  /** One character between levels of a folder's name. */
  readonly delimiter: '/' | '.';
  readonly flags: readonly string[];
  /** Holds `\*` where clients may make keywords of their own. */
  readonly permanentFlags: readonly string[];
  /** The folders a new mailbox has. */
  folders(language: FolderLanguage): FolderSpec[];
  readonly login: LoginHabits;
  /** Sessions of one mailbox at a time, and the answer to one more. */
  readonly connections: { readonly limit: number; readonly refusal: Reply | 'not-connected' } | undefined;
  /** Longest command line in bytes, literals apart. */
  readonly maxLineBytes: number;
  /** Greatest message APPEND takes, in bytes. */
  readonly appendLimit: number;
  readonly search: SearchHabits;
  /** RFC822.SIZE as the server tells it, from the exact size. */
  reportedSize(exact: number): number;
  /** Tagged answer to a FETCH in which some messages were expunged by another session. */
  readonly someExpunged: Reply;
  /** Answer to ID (RFC 2971). */
  readonly identification: Readonly<Record<string, string>>;
  /** The server stops making sense once a client has enabled IMAP4rev2. */
  readonly breaksInRev2: boolean;
}

export interface LoginHabits {
  readonly succeeded: string;
  readonly failed: Reply;
  /** JSON sent as a challenge when a token is refused (RFC 7628 section 3.2.2); undefined where none is sent. */
  challenge(status: '400' | '401'): string | undefined;
  /** Answer to any password, where passwords are not taken. */
  readonly passwordRefusal: Reply | undefined;
  /** Whether the expiry of the token ends the session. */
  readonly endsWithToken: boolean;
  /** Whether commands after a good login to an unreachable mailbox get BAD, rather than the login a NO. */
  readonly authenticatedButNotConnected: boolean;
}

export interface SearchHabits {
  /** Accepted after `CHARSET`. */
  readonly charsets: readonly string[];
  /** Answer to SEARCH KEYWORD, where it is not understood. */
  readonly keywordRefusal: Reply | undefined;
  /** Answer to parentheses and to OR within OR, where they are not understood. */
  readonly nestingRefusal: Reply | undefined;
}
