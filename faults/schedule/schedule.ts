/**
 * A schedule: which server, how much mail, and what happens in which order. Pure: the same seed gives the same schedule, and each step
 * carries a seed of its own for what can only be chosen when it happens (which message, which folder).
 */
import type { FolderLanguage } from '@mailroom/rig/imap/index';
import { createRandom, type Random } from '@mailroom/rig/world/random';
import { faultsOn } from '../cases/index.ts';
import { type ServerKind, serverKinds } from '../server/mail-server.ts';

/** What other people and other clients do. */
export const handActs = ['deliver', 'flag', 'move', 'copy', 'expunge', 'expunge many'] as const;
export type HandAct = (typeof handActs)[number];

export type Step =
  | { do: 'fault'; fault: string; seed: string }
  /** All faults so far come to an end. */
  | { do: 'clear' }
  | { do: 'hands'; act: HandAct; seed: string }
  /** The owner of the mailbox asks for something on the screen. */
  | { do: 'owner'; seed: string }
  /** The owner presses Sync. */
  | { do: 'sync' }
  /** Time passes, by the clock that the engine goes by. */
  | { do: 'time'; milliseconds: number }
  /** Waits until so many bytes have passed over the line, or nothing moves any more. */
  | { do: 'traffic'; bytes: number };

export interface Schedule {
  /** What makes it again. */
  seed: string;
  server: ServerKind;
  language: FolderLanguage;
  /** Capabilities that the server does not offer although its kind does (case 17). */
  withheld: readonly string[];
  /** Messages in the mailbox when the account is linked. */
  letters: number;
  /** Whether the first synchronisation is over before anything goes wrong. */
  synchronisedBefore: boolean;
  steps: readonly Step[];
}

/** Extensions that a server of this kind might well not have; what others build on comes before what builds on it. */
const withholdable: Readonly<Record<ServerKind, readonly string[]>> = {
  outlook: ['UIDPLUS', 'MOVE', 'IDLE'],
  'outlook-rev2': ['UIDPLUS', 'MOVE', 'IDLE'],
  gmail: ['UIDPLUS', 'MOVE', 'IDLE', 'CONDSTORE', 'ESEARCH', 'UTF8=ACCEPT', 'SPECIAL-USE'],
  dovecot: ['UIDPLUS', 'MOVE', 'IDLE', 'QRESYNC', 'CONDSTORE', 'ESEARCH', 'SPECIAL-USE'],
  plain: [],
  'real-dovecot': [],
};

const languages: readonly FolderLanguage[] = ['en', 'fr', 'zh', 'ru', 'pt', 'it', 'de'];

export interface ScheduleOptions {
  /** Kinds of server to choose from. */
  kinds?: readonly ServerKind[];
}

export function makeSchedule(seed: string, options: ScheduleOptions = {}): Schedule {
  const random = createRandom(seed);
  const server = random.pick(options.kinds ?? serverKinds);
  return {
    seed,
    server,
    language: random.pick(languages),
    withheld: withheldFrom(server, random.fork('withheld')),
    letters: random.pick([3, 20, 45, 130]),
    synchronisedBefore: random.chance(0.6),
    steps: steps(server, random.fork('steps')),
  };
}

function withheldFrom(server: ServerKind, random: Random): string[] {
  if (!random.chance(0.4)) return [];
  const withheld = random.sample(withholdable[server], random.between(1, 3));
  // QRESYNC implies CONDSTORE (RFC 7162 3.2.3).
  return withheld.includes('CONDSTORE') && server === 'dovecot'
    ? [...new Set([...withheld, 'QRESYNC'])]
    : withheld;
}

function steps(server: ServerKind, random: Random): Step[] {
  const faults = faultsOn(server);
  const count = random.between(5, 12);
  const made: Step[] = [];
  for (let at = 0; at < count; at += 1) {
    const seed = random.hex(8);
    const dice = random.next();
    if (dice < 0.3) made.push({ do: 'fault', fault: random.pick(faults).name, seed });
    else if (dice < 0.65) made.push({ do: 'hands', act: random.pick(handActs), seed });
    else if (dice < 0.73) made.push({ do: 'owner', seed });
    else if (dice < 0.78) made.push({ do: 'sync' });
    else if (dice < 0.86) made.push({ do: 'time', milliseconds: random.pick([1_000, 10_000, 40_000]) });
    else if (dice < 0.97) made.push({ do: 'traffic', bytes: random.between(100, 20_000) });
    else made.push({ do: 'clear' });
  }
  // A schedule in which nothing goes wrong shows nothing.
  if (!made.some((step) => step.do === 'fault')) {
    made.splice(random.between(0, made.length), 0, {
      do: 'fault',
      fault: random.pick(faults).name,
      seed: random.hex(8),
    });
  }
  return made;
}
