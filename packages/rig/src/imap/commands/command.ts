import type { Arguments } from '../grammar/arguments.ts';
import type { Reply } from '../reply.ts';
import type { Session } from '../session.ts';

export interface CommandContext {
  readonly session: Session;
  /** What follows the command's name, its leading space included. */
  readonly args: Arguments;
  /** Whether `UID` stood before the name. */
  readonly byUid: boolean;
  readonly tag: string;
}

/** One command of IMAP. To add one, write its file and list it in `index.ts`. */
export interface ImapCommand {
  readonly when: 'any' | 'before-login' | 'after-login' | 'selected';
  /** Any one of these capabilities makes the command known. */
  readonly requires?: readonly string[];
  /** Whether `UID` may stand before it. */
  readonly withUid?: 'possible';
  /** During FETCH, STORE and SEARCH no EXPUNGE may be told (RFC 9051 section 7.5.1). */
  readonly holdsVanished?: true;
  /** What changes on the connection once the answer is sent. */
  readonly afterwards?: 'start-tls' | 'compress' | 'end';
  /** Does what is asked. @throws SyntaxFault (answered BAD) or CommandRefused. */
  run(context: CommandContext): Reply | Promise<Reply>;
}
