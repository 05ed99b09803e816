/**
 * The way back for who forgot their password: a link by mail, good once and for an hour. Whoever asks is answered before anything is
 * looked up, so that neither the answer nor its time tells whether somebody has the address.
 */

import { randomBytes } from 'node:crypto';
import { Failure, type LocaleTag } from '@mailroom/model';
import { recoveryPath } from '@mailroom/model/api/index';
import { mailroomItself, type Store } from '@mailroom/store';
import type { Logger } from 'pino';
import type { OwnMail } from '../mail/own-mail.ts';
import type { Auth } from './auth.ts';
import { type People, toPerson } from './people.ts';
import { recoveryMail } from './recovery-mail.ts';
import type { SessionList } from './session-list.ts';

const lifetime = 60 * 60_000;
/** Of links under way at once: mail that nobody asked for must not fill a mailbox, or this machine. */
const mostAtOnce = 20;

const identifierOf = (token: string) => `recovery:${token}`;

export interface RecoveryParts {
  auth: Auth;
  people: Pick<People, 'setPassword'>;
  sessions: SessionList;
  audit: Pick<Store['audit'], 'record'>;
  /** Null where Mailroom has no mail of its own: there is no recovery then. */
  mail: OwnMail | null;
  /** Public address, without a trailing slash. */
  address(): string;
  /** Language of people who have chosen none. */
  locale(): Promise<LocaleTag>;
  log: Pick<Logger, 'warn' | 'error'>;
}

export class Recovery {
  readonly #parts: RecoveryParts;
  readonly #running = new Set<Promise<void>>();

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  get offered(): boolean {
    return this.#parts.mail !== null;
  }

  /**
   * Returns at once, whoever the address belongs to.
   * @param network of who asks, which proves nothing of who they are
   */
  begin(email: string, network: string | null): void {
    const { mail, log } = this.#parts;
    if (!mail) return;
    if (this.#running.size >= mostAtOnce) {
      log.warn({}, 'too many recovery links at once: one was not sent');
      return;
    }
    const running = this.#send(mail, email, network)
      .catch((thrown: unknown) => log.error({ err: thrown }, 'a recovery link could not be sent'))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Until every link under way was sent. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  /**
   * Sets the password and ends every session; answers whose it was. Signs nobody in: a second factor is still asked for.
   *
   * @throws Failure recovery-link-used: used, expired or never made, which nobody is told.
   */
  async finish(token: string, newPassword: string): Promise<string> {
    const { auth, people, sessions } = this.#parts;
    const { internalAdapter } = await auth.$context;
    const claimed = await internalAdapter.consumeVerificationValue(identifierOf(token));
    if (!claimed || claimed.expiresAt <= new Date()) throw linkUsed();
    const personId = claimed.value;
    const person = await internalAdapter.findUserById(personId);
    if (!person || isDeactivated(person)) throw linkUsed();
    await people.setPassword(personId, newPassword);
    await sessions.endAll(personId);
    return personId;
  }

  async #send(mail: OwnMail, email: string, network: string | null): Promise<void> {
    const { auth, audit, address, locale } = this.#parts;
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findUserByEmail(email);
    if (!found || isDeactivated(found.user)) return;
    const person = toPerson(found.user);
    const token = randomBytes(32).toString('base64url');
    await internalAdapter.createVerificationValue({
      identifier: identifierOf(token),
      value: person.id,
      expiresAt: new Date(Date.now() + lifetime),
    });
    await audit.record({
      actor: mailroomItself,
      action: 'password.recovery-asked',
      subject: { kind: 'person', id: person.id },
      origin: { sessionId: null, keyId: null, network },
    });
    const language = person.locale ?? (await locale());
    // Behind `#` it is in no log of a server or proxy, and in no Referer.
    const link = `${address()}${recoveryPath}#${token}`;
    const text = recoveryMail({ link, address: address() }, language);
    await mail.send({ to: { name: person.name, address: person.email }, ...text, language });
  }
}

function isDeactivated(stored: object): boolean {
  return 'deactivatedAt' in stored && stored.deactivatedAt !== null;
}

function linkUsed(): Failure {
  return new Failure({ origin: 'person', kind: 'recovery-link-used', next: { do: 'choose' } });
}
