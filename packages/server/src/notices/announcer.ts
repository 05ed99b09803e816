/**
 * Announces the notices at 60, 14 and 3 days: once in the log, and once by mail to each administrator. What was announced is stored,
 * so that neither a restart nor a second look repeats it; a mail that fails is not, and so is tried again at the next look.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import type { CredentialNotice, Person } from '@mailroom/model';
import type { Store, StoredProviderApp } from '@mailroom/store';
import type { Logger } from 'pino';
import type { People } from '../auth/people.ts';
import type { OwnMail } from '../mail/own-mail.ts';
import { noticesOf } from './due.ts';
import { mailText } from './mail-text.ts';
import { noticeTexts } from './texts.ts';
import { reachedThreshold } from './threshold.ts';

export interface AnnouncerParts {
  store: {
    providerApps: Pick<Store['providerApps'], 'list'>;
    announced: Store['announced'];
    organisation: Pick<Store['organisation'], 'policy'>;
  };
  people: Pick<People, 'administrators'>;
  /** Null where Mailroom has no mail of its own. */
  mail: OwnMail | null;
  /** Public address, without a trailing slash. */
  address(): string;
  clock: Pick<Clock, 'now'>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export class NoticeAnnouncer {
  readonly #parts: AnnouncerParts;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  /** @param signal ends it between two mails: what was not announced is the next time. */
  async announce(signal?: AbortSignal): Promise<void> {
    const { store, people, mail, clock } = this.#parts;
    const apps = await store.providerApps.list();
    const notices = noticesOf(apps, clock.now());
    if (notices.length === 0) return;
    const administrators = mail === null ? [] : await people.administrators();
    for (const notice of notices) {
      const threshold = reachedThreshold(notice.days);
      if (threshold === null) continue;
      await this.#log(notice, threshold);
      for (const person of administrators) {
        if (signal?.aborted) return;
        await this.#write(person, notice, threshold, apps);
      }
    }
  }

  async #log(notice: CredentialNotice, days: number): Promise<void> {
    const { announced } = this.#parts.store;
    const announcement = { credentialId: notice.credentialId, days, recipient: null };
    if (await announced.has(announcement)) return;
    const { providerAppId, name, credentialId, expires, covered } = notice;
    this.#parts.log.warn(
      { providerAppId, name, credentialId, expires, days: notice.days, covered },
      'a credential of a provider app is near its end',
    );
    await announced.save(announcement);
  }

  async #write(
    person: Person,
    notice: CredentialNotice,
    days: number,
    apps: readonly StoredProviderApp[],
  ): Promise<void> {
    const { mail, log, address, store } = this.#parts;
    const { credentialId, providerAppId } = notice;
    const announcement = { credentialId, days, recipient: person.id };
    const credential = apps
      .find(({ id }) => id === providerAppId)
      ?.credentials.find(({ id }) => id === credentialId);
    if (!mail || !credential || credential.kind === 'federated') return;
    if (await store.announced.has(announcement)) return;
    const language = person.locale ?? (await store.organisation.policy()).locale ?? 'en';
    const { kind, hint } = credential;
    const text = mailText({ notice, kind, hint, address: address() }, noticeTexts(language), language);
    try {
      await mail.send({ to: { name: person.name, address: person.email }, ...text, language });
    } catch (thrown) {
      log.error(
        { err: thrown, credentialId, personId: person.id },
        'a notice could not be mailed; it is tried again within the hour',
      );
      return;
    }
    await store.announced.save(announcement);
    log.info({ credentialId, days, personId: person.id }, 'a notice was mailed');
  }
}
