/**
 * A token that is good for somebody opens a mailbox only if that somebody may. Exchange answers a missing permission like a bad token;
 * where the token is new, and not the mailbox's own, it is the permission, and Exchange's administrator who mends it.
 */
import { Failure, type FailureKind } from '@mailroom/model';
import type { CredentialPort, OAuthCredentials, OrganisationCredentials } from '../../ports/accounts.ts';

type ByToken = OAuthCredentials | OrganisationCredentials;

/**
 * Who signed in for a shared mailbox; null where it is the mailbox's own account. A delegate opens the mailbox by its name and sends
 * under their own, so no name serves both halves.
 */
export function delegateOf(stored: ByToken): string | null {
  if (stored.kind === 'organisation') return null;
  const own = new Set(stored.smtpUsers.map((user) => user.toLowerCase()));
  if (stored.imapUsers.some((user) => own.has(user.toLowerCase()))) return null;
  return stored.smtpUsers[0] ?? null;
}

export interface Refusal {
  half: 'imap' | 'smtp';
  /** Address of the mailbox that was to be opened, or sent for. */
  mailbox: string;
  stored: ByToken;
  failure: Failure;
}

/** The failure as what it means for a token that is somebody else's, or as it is. @throws Failure of reading the app. */
export async function missingPermission(
  credentials: Pick<CredentialPort, 'providerApp'>,
  { half, mailbox, stored, failure }: Refusal,
): Promise<Failure> {
  if (stored.kind === 'organisation') {
    if (!isRefusedMailbox(failure)) return failure;
    const { clientId } = await credentials.providerApp(stored.providerAppId);
    const kind = half === 'imap' ? 'organisation-mailbox-refused' : 'organisation-sending-refused';
    return told(failure, kind, { mailbox, clientId });
  }
  const delegate = delegateOf(stored);
  if (delegate === null) return failure;
  if (half === 'imap' && isRefusedMailbox(failure)) {
    return told(failure, 'shared-mailbox-refused', { mailbox, delegate });
  }
  if (half === 'smtp' && failure.kind === 'sender-refused') {
    return told(failure, 'send-as-denied', { mailbox, delegate });
  }
  return failure;
}

function isRefusedMailbox({ kind }: Failure): boolean {
  return kind === 'login-refused' || kind === 'mailbox-not-reachable';
}

function told(failure: Failure, kind: FailureKind, detail: Record<string, string>): Failure {
  return new Failure({
    origin: 'administrator',
    kind,
    next: { do: 'ask-administrator' },
    code: failure.code,
    quote: failure.quote,
    detail: { ...failure.detail, ...detail },
    cause: failure,
  });
}
