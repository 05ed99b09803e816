/** Handing an invitation over: the link, and the mail where one is asked for. */
import type { NewInvitation, Person } from '@mailroom/model';
import { invitationPath } from '@mailroom/model/api/index';
import type { MadeInvitation } from '@mailroom/store';
import { invalidRequest } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { invitationMail } from './invitation-mail.ts';

type Parts = Pick<Services, 'mail' | 'address' | 'log'> & {
  store: { organisation: Pick<Services['store']['organisation'], 'policy'> };
};

/** @throws Failure invalid-request where there is nobody to write to, or nothing to write with. */
export function requireMailable({ mail }: Pick<Services, 'mail'>, email: string | null, send: boolean): void {
  if (send && email === null) throw invalidRequest({ email: 'invalid_type' });
  if (send && mail === null) throw invalidRequest({ send: 'no-mail' });
}

/** A mail that does not leave is told, not thrown: the invitation is made, and its link can be handed over otherwise. */
export async function handOver(
  { store, mail, address, log }: Parts,
  { invitation, token }: MadeInvitation,
  inviter: Person,
  send: boolean,
): Promise<NewInvitation> {
  const link = `${address()}${invitationPath}#${token}`;
  if (!send || mail === null || invitation.email === null) return { invitation, link, mail: 'none' };
  const language = inviter.locale ?? (await store.organisation.policy()).locale ?? 'en';
  const text = invitationMail(
    { inviter: inviter.name, link, expiresAt: invitation.expiresAt, address: address() },
    language,
  );
  try {
    await mail.send({ to: { name: '', address: invitation.email }, ...text, language });
  } catch (thrown) {
    log.error({ err: thrown, invitationId: invitation.id }, 'an invitation could not be mailed');
    return { invitation, link, mail: 'failed' };
  }
  return { invitation, link, mail: 'sent' };
}
