/** What the doctor remembers of a provider app: the last report, and how the last sign-in through it ended. */
import type { LastSignIn } from '@mailroom/engine/doctor/index';
import { type DoctorReport, doctorReport, type FailureWire, failureWire } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import { z } from 'zod';

/** A value of another form was written by another version: it is as good as none, the next examination replaces it. */
const reports = doctorReport.nullable().catch(null);
const signIns = z
  .object({
    at: z.iso.datetime(),
    failure: failureWire.nullable(),
    refreshExpiresAt: z.iso.datetime().optional(),
  })
  .nullable()
  .catch(null);

const reportName = (providerAppId: string): string => `doctor.report.${providerAppId}`;
const signInName = (providerAppId: string): string => `doctor.sign-in.${providerAppId}`;

export class DoctorMemory {
  readonly #settings: Store['settings'];

  constructor(settings: Store['settings']) {
    this.#settings = settings;
  }

  async report(providerAppId: string): Promise<DoctorReport | null> {
    return (await this.#settings.get(reportName(providerAppId), reports)) ?? null;
  }

  async keepReport(report: DoctorReport): Promise<void> {
    await this.#settings.set(reportName(report.providerAppId), report);
  }

  async lastSignIn(providerAppId: string): Promise<LastSignIn | null> {
    return (await this.#settings.get(signInName(providerAppId), signIns)) ?? null;
  }

  /**
   * @param failure null when the sign-in succeeded.
   * @param refreshExpiresAt when the access that it gave ends whatever happens, where the provider said so.
   */
  async keepSignIn(
    providerAppId: string,
    at: Date,
    failure: FailureWire | null,
    refreshExpiresAt?: Date,
  ): Promise<void> {
    const ends = refreshExpiresAt === undefined ? {} : { refreshExpiresAt: refreshExpiresAt.toISOString() };
    await this.#settings.set(signInName(providerAppId), { at: at.toISOString(), failure, ...ends });
  }

  /** The app was changed: what happened before says nothing about it any more. */
  async forgetSignIn(providerAppId: string): Promise<void> {
    await this.#settings.remove(signInName(providerAppId));
  }

  /** The app was deleted, and its number may be given to another. */
  async forget(providerAppId: string): Promise<void> {
    await this.#settings.remove(signInName(providerAppId));
    await this.#settings.remove(reportName(providerAppId));
  }
}
