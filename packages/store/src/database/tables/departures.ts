/** People who leave: the plan, its steps, and whom they are told to. */
import type { Generated } from 'kysely';

export interface DeparturesTable {
  id: Generated<number>;
  /** Who leaves. */
  person_id: string;
  made_by: string;
  made_at: number;
  /** Null while a step waits. */
  ended_at: number | null;
}

export interface DepartureStepsTable {
  departure_id: number;
  position: number;
  kind: string;
  /** Of an account that may be gone. */
  account_id: number | null;
  address: string | null;
  /** `AccountFate`, JSON. */
  fate: string | null;
  /** Person id: the plan's maker, or who decided otherwise later. */
  decided_by: string;
  done_at: number | null;
  /** JSON; `{}` until it is done. */
  outcome: string;
}

/** Whom a step that is done is told by mail. */
export interface DepartureLettersTable {
  departure_id: number;
  position: number;
  /** Person id. */
  recipient: string;
  mailed_at: number | null;
}
