/** One step of a departure, as its kinds do it. */
import type { AccountFate } from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import type { Write } from '../database/context.ts';

export interface StepAtWork {
  /** Who leaves. */
  personId: string;
  by: MailScope;
  /** Of an account's step. */
  account: { id: number; fate: AccountFate } | null;
}

export interface StepDone {
  outcome: Record<string, number | string>;
  /** Person ids: whom to write that it was done. */
  tell: string[];
}

/** Does the step, within the transaction that marks it as done. What it finds done already it leaves alone. */
export type DoStep = (change: Write, step: StepAtWork) => Promise<StepDone>;
