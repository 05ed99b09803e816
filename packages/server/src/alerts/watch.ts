/**
 * Looks every minute for what is wrong: what is new goes into the log at once, and by mail to every administrator, and to the owner of an
 * account that has not worked for an hour. Each is told once for as long as it lasts; several that come together are one mail, and a
 * provider that fails five hundred mailboxes one after the other writes four mails an hour.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import type { Person } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import type { People } from '../auth/people.ts';
import type { Health } from '../health/health.ts';
import type { OwnMail } from '../mail/own-mail.ts';
import { type Alert, currentAlerts } from './current.ts';
import { type AlertText, administratorText, ownerText } from './mail-text.ts';
import { alertTexts } from './texts.ts';

/** Milliseconds between two mails to the same person. */
const apart = 15 * 60_000;

export interface AlertWatchParts {
  store: Pick<Store, 'oversight' | 'providerApps' | 'alerts' | 'organisation'>;
  health: Pick<Health, 'disk'>;
  people: Pick<People, 'all'>;
  /** Null where Mailroom has no mail of its own. */
  mail: OwnMail | null;
  /** Public address, without a trailing slash. */
  address(): string;
  clock: Pick<Clock, 'now'>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export class AlertWatch {
  readonly #parts: AlertWatchParts;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
  }

  /** @param signal ends it between two mails: who was not written to is the next time. */
  async look(signal?: AbortSignal): Promise<void> {
    const { store, health, log, mail, people } = this.#parts;
    const alerts = await currentAlerts(store, health);
    for (const { kind, subject } of await store.alerts.keep(alerts)) log.warn({ kind, subject }, 'alert');
    if (mail === null || alerts.length === 0) return;
    for (const person of (await people.all()).filter(({ active }) => active)) {
      if (signal?.aborted) return;
      await this.#tell(mail, person, alerts);
    }
  }

  async #tell(mail: OwnMail, person: Person, alerts: readonly Alert[]): Promise<void> {
    const { store, clock, log } = this.#parts;
    const administers = person.role === 'administrator';
    const theirs = administers
      ? alerts
      : alerts.filter((alert) => alert.kind === 'account-unwell' && alert.account.ownerId === person.id);
    const untold = await store.alerts.untold(person.id, theirs);
    if (untold.length === 0) return;
    const last = await store.alerts.lastTold(person.id);
    if (last !== null && clock.now().getTime() - last.getTime() < apart) return;
    const news = theirs.filter((alert) =>
      untold.some(({ kind, subject }) => kind === alert.kind && subject === alert.subject),
    );
    try {
      const { text, language } = await this.#textFor(person, news);
      await mail.send({ to: { name: person.name, address: person.email }, ...text, language });
    } catch (thrown) {
      log.error(
        { err: thrown, personId: person.id },
        'an alert could not be mailed; it is tried again in a minute',
      );
      return;
    }
    await store.alerts.told(person.id, untold);
    log.info({ personId: person.id, alerts: untold.length }, 'alerts were mailed');
  }

  async #textFor(person: Person, news: readonly Alert[]): Promise<{ text: AlertText; language: string }> {
    const { store, address, people } = this.#parts;
    const { locale, timeZone } = await store.organisation.policy();
    const language = person.locale ?? locale ?? 'en';
    const reader = {
      texts: alertTexts(language),
      language,
      timeZone: person.timeZone ?? timeZone ?? 'UTC',
      address: address(),
    };
    if (person.role !== 'administrator') return { text: ownerText(news, reader), language };
    const owners = new Map((await people.all()).map(({ id, name }) => [id, name]));
    return { text: administratorText(news, owners, reader), language };
  }
}
