/**
 * How the installation is. The one place that judges it: probes, metrics, alerts and the administrator's screen are all told from here,
 * and so never contradict each other.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import type { AccountState, Vital, VitalState, Vitals } from '@mailroom/model';
import type { AccountCount, Store } from '@mailroom/store';
import { type DiskSpace, diskState, type ReadDisk } from './disk.ts';

export interface HealthParts {
  store: Pick<Store, 'oversight' | 'providerApps' | 'changes'>;
  engine: { ping(): Promise<void> };
  readDisk: ReadDisk;
  dataDir: string;
  clock: Pick<Clock, 'sleep'>;
}

/** Milliseconds in which the engine answers, whatever it is doing; one that does not has hung. */
const engineLimit = 5_000;

/** What probes ask: each part by itself. */
export type PartStates = Record<Vital, VitalState>;

export function worst(states: readonly VitalState[]): VitalState {
  if (states.includes('wrong')) return 'wrong';
  return states.includes('unwell') ? 'unwell' : 'right';
}

export class Health {
  readonly #parts: HealthParts;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /** Never throws: what cannot be asked is wrong. */
  async parts(): Promise<PartStates> {
    const [store, engine, disk] = await Promise.all([this.#store(), this.#engine(), this.#disk()]);
    return { store, engine, disk };
  }

  /** @throws what the store refuses */
  async vitals(): Promise<Vitals> {
    const { store } = this.#parts;
    const [parts, counts, apps, disk] = await Promise.all([
      this.parts(),
      store.oversight.count(),
      store.providerApps.list(),
      this.disk(),
    ]);
    const failingApps = apps.filter(({ failure }) => failure !== null).length;
    const unwell = counts.reduce((sum, count) => sum + count.unwell, 0);
    const needing: VitalState = unwell > 0 || failingApps > 0 ? 'unwell' : 'right';
    return {
      state: worst([...Object.values(parts), needing]),
      parts,
      accounts: {
        all: counts.reduce((sum, { accounts }) => sum + accounts, 0),
        byState: byState(counts),
        unwell,
      },
      failingApps,
      disk,
    };
  }

  disk(): Promise<DiskSpace> {
    return this.#parts.readDisk(this.#parts.dataDir);
  }

  async #store(): Promise<VitalState> {
    return this.#parts.store.changes.latest().then(
      () => 'right',
      () => 'wrong',
    );
  }

  async #disk(): Promise<VitalState> {
    return this.disk().then(diskState, () => 'wrong');
  }

  async #engine(): Promise<VitalState> {
    const over = new AbortController();
    const limit = this.#parts.clock.sleep(engineLimit, over.signal).then(
      (): VitalState => 'wrong',
      (): VitalState => 'wrong',
    );
    const answer = this.#parts.engine.ping().then(
      (): VitalState => 'right',
      (): VitalState => 'wrong',
    );
    try {
      return await Promise.race([answer, limit]);
    } finally {
      over.abort();
    }
  }
}

function byState(counts: readonly AccountCount[]): Partial<Record<AccountState, number>> {
  const sums: Partial<Record<AccountState, number>> = {};
  for (const { state, accounts } of counts) sums[state] = (sums[state] ?? 0) + accounts;
  return sums;
}
