/** What is remembered of each folder of an account since the start, for the schedule. Lost with the process, which costs one look. */
import type { FolderRecord } from '../../ports/mail.ts';
import type { Attention, LookOutcome } from '../pull/index.ts';
import { type DueLook, dueLook, type FolderHistory, nextBusyGlance } from './schedule.ts';

interface Pulse extends FolderHistory {
  unseen: number | null;
  /** Sessions that ended in a row while this folder was worked on, with nothing done. */
  sessionsLost: number;
}

/** Ended sessions after which it is the folder's fault: a server that hangs up on a folder must not be logged in to for ever. */
const mostSessionsLost = 2;

export class Pulses implements Attention {
  readonly #now: () => number;
  readonly #pulses = new Map<number, Pulse>();
  /** The folder being worked on, until something was done in it. */
  #inHand: Pulse | undefined;

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  due(folder: FolderRecord): DueLook | null {
    const pulse = this.#pulse(folder);
    const history = folder.listedFrom === null ? { ...pulse, glancedAt: null } : pulse;
    return dueLook(history, kindOf(folder), this.#now());
  }

  entered(folder: FolderRecord): void {
    this.#inHand = this.#pulse(folder);
  }

  unseen(folder: FolderRecord): number | null {
    return this.#pulse(folder).unseen;
  }

  looked(folder: FolderRecord, { changed, compared, unseen }: LookOutcome): void {
    const pulse = this.#pulse(folder);
    const now = this.#now();
    // The first look after the start finds what happened before it: that says nothing of how busy the folder is.
    if (changed && pulse.glancedAt !== null) pulse.changedAt = now;
    pulse.glancedAt = now;
    if (compared || pulse.comparedAt === null) pulse.comparedAt = now;
    pulse.unseen = unseen ?? pulse.unseen;
    pulse.refusals = 0;
    pulse.refusedAt = null;
    this.progressed();
  }

  refused(folder: FolderRecord): void {
    refuse(this.#pulse(folder), this.#now());
    this.#inHand = undefined;
  }

  /** Something was done in the folder in hand. */
  progressed(): void {
    if (this.#inHand) this.#inHand.sessionsLost = 0;
    this.#inHand = undefined;
  }

  sessionLost(): void {
    const pulse = this.#inHand;
    this.#inHand = undefined;
    if (!pulse) return;
    pulse.sessionsLost += 1;
    if (pulse.sessionsLost < mostSessionsLost) return;
    pulse.sessionsLost = 0;
    refuse(pulse, this.#now());
  }

  /** A person asked: every folder is looked at in the next pass, refused ones too. */
  askAll(): void {
    for (const pulse of this.#pulses.values()) {
      pulse.glancedAt = null;
      pulse.refusedAt = null;
    }
  }

  /** Milliseconds until a folder is to be glanced at before the next pass over all; null where none is. */
  nextGlance(folders: readonly FolderRecord[]): number | null {
    const waits = folders.flatMap((folder) => nextBusyGlance(this.#pulse(folder), this.#now()) ?? []);
    return waits.length === 0 ? null : Math.min(...waits);
  }

  #pulse({ id }: FolderRecord): Pulse {
    let pulse = this.#pulses.get(id);
    if (!pulse) {
      pulse = {
        changedAt: null,
        glancedAt: null,
        comparedAt: null,
        refusals: 0,
        refusedAt: null,
        unseen: null,
        sessionsLost: 0,
      };
      this.#pulses.set(id, pulse);
    }
    return pulse;
  }
}

function refuse(pulse: Pulse, now: number): void {
  pulse.refusals += 1;
  pulse.refusedAt = now;
}

function kindOf({ role, highestModseq, serverMessages }: FolderRecord) {
  return { inbox: role === 'inbox', modseq: highestModseq !== null, messages: serverMessages ?? 0 };
}
