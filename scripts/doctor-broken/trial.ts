import type { Mender } from '@mailroom/rig/broken/index';
import type { Diagnosis } from './diagnose.ts';

/** One broken registration, to be set wrong, examined and set right again. */
export interface Trial {
  id: string;
  mendedBy: Mender;
  examine(): Promise<Diagnosis>;
}

/** Those of one provider, which runs until `close`. */
export interface Trials {
  trials: readonly Trial[];
  close(): Promise<void>;
}
