import type { Person } from './directory.ts';
import type { Registration } from './registrations.ts';

/** `full-access`: opens the mailbox. `send-as`: sends with its address in From. */
export type MailboxRight = 'full-access' | 'send-as';

/** Who is given a right: a delegate, or an application that acts in its own name. */
export type Trustee = Person | Registration;

/**
 * What Exchange keeps of mailboxes that others may use. An administrator gives the rights with `Add-MailboxPermission -AccessRights
 * FullAccess` and `Add-RecipientPermission -AccessRights SendAs`, to applications after `New-ServicePrincipal`; consent alone opens
 * none.
 */
export class MailboxPermissions {
  readonly #given = new Set<string>();

  give(trustee: Trustee, mailbox: string, right: MailboxRight): void {
    this.#given.add(keyOf(trustee, mailbox, right));
  }

  take(trustee: Trustee, mailbox: string, right: MailboxRight): void {
    this.#given.delete(keyOf(trustee, mailbox, right));
  }

  has(trustee: Trustee, mailbox: string, right: MailboxRight): boolean {
    return this.#given.has(keyOf(trustee, mailbox, right));
  }
}

function keyOf(trustee: Trustee, mailbox: string, right: MailboxRight): string {
  const name = 'clientId' in trustee ? trustee.clientId : trustee.id;
  return `${name} ${right} ${mailbox.toLowerCase()}`;
}
