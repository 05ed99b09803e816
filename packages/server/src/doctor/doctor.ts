/** Examines provider apps for administrators, the night and the command line; keeps the last report of each and logs it. */
import type { DoctorTarget, RehearsedMailbox } from '@mailroom/engine/doctor/index';
import type { Clock, Log } from '@mailroom/engine/ports/index';
import type { IdentityProvider } from '@mailroom/engine/provider/oauth2/index';
import { asFailure, type DoctorReport, reportState } from '@mailroom/model';
import { routes } from '@mailroom/model/api/index';
import type { Store, StoredProviderApp } from '@mailroom/store';
import { examinedApp } from './examined-app.ts';
import { DoctorMemory } from './memory.ts';

export interface DoctorParts {
  store: Store;
  identity: IdentityProvider;
  clock: Clock;
  log: Log;
  /** PEM text of further certificate authorities, or null. */
  extraCa: string | null;
  installation: string;
  address(): string;
  redirectUri(): string;
}

export interface Examination {
  by: DoctorReport['by'];
  /** A mailbox to rehearse with; its owner is the one who asks. */
  account?: { id: string; address: string };
}

export class Doctor {
  readonly memory: DoctorMemory;
  readonly #parts: DoctorParts;

  constructor(parts: DoctorParts) {
    this.#parts = parts;
    this.memory = new DoctorMemory(parts.store.settings);
  }

  /** @throws Failure not-found; invalid-request for an account that was not linked through this app. */
  async examine(providerAppId: string, { by, account }: Examination): Promise<DoctorReport> {
    const { store, clock, log, extraCa } = this.#parts;
    // Examined seldom, and with an IMAP and an SMTP client of its own: 10 MB that this thread does without until then.
    const { examine, linkedMailbox } = await import('@mailroom/engine/doctor/index');
    const stored = await store.providerApps.read(providerAppId);
    const { id, name } = stored;
    const mailbox: RehearsedMailbox | null = account
      ? await linkedMailbox({ ...this.#parts, credentials: store.ports.credentials }, account, id)
      : null;
    const target = await this.#target(stored);
    const checks = await examine(target, mailbox, { clock, log, ca: extraCa === null ? [] : [extraCa] });
    const checkedAt = clock.now().toISOString();
    const report: DoctorReport = {
      providerAppId: id,
      name,
      state: reportState(checks),
      checkedAt,
      by,
      checks,
    };
    await this.memory.keepReport(report);
    this.#log(report);
    return report;
  }

  /**
   * Every app, one after the other; one that cannot be examined does not keep the others from it. By night those alone that are
   * ready: of a draft, whoever is entering it has still to be told nothing.
   */
  async examineAll(by: DoctorReport['by']): Promise<DoctorReport[]> {
    const reports: DoctorReport[] = [];
    for (const { id, ready } of await this.#parts.store.providerApps.list()) {
      if (by === 'night' && !ready) continue;
      try {
        reports.push(await this.examine(id, { by }));
      } catch (thrown) {
        const { kind, detail, cause } = asFailure(thrown);
        this.#parts.log.error(
          { providerAppId: id, kind, detail, err: cause },
          'a provider app was not examined',
        );
      }
    }
    return reports;
  }

  async #target(stored: StoredProviderApp): Promise<DoctorTarget> {
    const { store, installation, address, redirectUri } = this.#parts;
    return {
      app: examinedApp(stored, await store.openProviderApp(stored.id)),
      redirectUri: redirectUri(),
      own: { address: address(), echoPath: routes.echoAddress.path, installation },
      lastSignIn: await this.memory.lastSignIn(stored.id),
      consents: stored.consents,
    };
  }

  #log({ providerAppId, by, state, checks }: DoctorReport): void {
    const { log } = this.#parts;
    log.info({ providerAppId, by, state }, 'a provider app was examined');
    for (const { id, state: found, finding, code, detail } of checks) {
      if (found !== 'wrong' && found !== 'unsure') continue;
      const { traceId, correlationId, days } = detail;
      const fields = { providerAppId, check: id, state: found, finding, code, traceId, correlationId, days };
      log.warn(fields, 'the doctor found something');
    }
  }
}
