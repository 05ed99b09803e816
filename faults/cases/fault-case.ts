/** What a schedule can do to an account: one fault, known by the numbers of the cases that it belongs to (README.md). */
import type { Random } from '@mailroom/rig/world/random';
import type { Grant, Installation } from '../engine/installation.ts';
import type { LetterWriter } from '../server/letters.ts';
import type { MailServer, ServerKind } from '../server/mail-server.ts';

export interface Ground {
  server: MailServer;
  installation: Installation;
  letters: LetterWriter;
  /** Undefined where the account signs in by password. */
  grant: Grant | undefined;
  /** Resolves when nothing moves any more: on the line, and in the engine as far as one can see. */
  settle(): Promise<void>;
}

/** Ends a fault, at most once. */
export type Clear = () => void | Promise<void>;

export interface FaultCase {
  /** Numbers in the table of cases. */
  cases: readonly number[];
  /** Stays as it is once given: a schedule is repeated by it. */
  name: string;
  /** Where it can happen; everywhere by default. */
  on?: readonly ServerKind[];
  /** Lets it happen. What ends by itself answers nothing. */
  inject(ground: Ground, random: Random): Promise<Clear | undefined>;
}

export const practiceKinds: readonly ServerKind[] = ['outlook', 'outlook-rev2', 'gmail', 'dovecot', 'plain'];
