import type { Registration } from './registrations.ts';

/**
 * What Exchange keeps of applications that act without a person: which mailboxes each may open. An administrator adds
 * them with `New-ServicePrincipal` and `Add-MailboxPermission -AccessRights FullAccess`; consent alone opens none.
 */
export class MailboxPermissions {
  readonly #permitted = new Map<string, Set<string>>();

  permit(registration: Registration, mailbox: string): void {
    const permitted = this.#permitted.get(registration.clientId) ?? new Set();
    this.#permitted.set(registration.clientId, permitted.add(mailbox.toLowerCase()));
  }

  permits(registration: Registration, mailbox: string): boolean {
    return this.#permitted.get(registration.clientId)?.has(mailbox.toLowerCase()) ?? false;
  }
}
