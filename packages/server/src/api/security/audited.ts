import type { AuditEntry } from '@mailroom/store';
import type { SignedIn } from '../../http/handler.ts';
import type { Services } from '../../services.ts';

/** Records what somebody did about how they sign in. It was done in better-auth's tables, and so not in one transaction with this. */
export async function audited(
  { store }: Pick<Services, 'store'>,
  { scope }: Pick<SignedIn, 'scope'>,
  entry: Omit<AuditEntry, 'actor' | 'origin'>,
): Promise<void> {
  await store.audit.record({ actor: scope.personId, origin: scope.origin, ...entry });
}
