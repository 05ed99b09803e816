import type { ManagedAct } from '@mailroom/model';
import { actorOf, type MailScope } from '@mailroom/store';
import type { Services } from '../services.ts';

/** What somebody does to an account that they manage and that is not theirs, on record. */
export async function noteManaged(
  { store }: Pick<Services, 'store'>,
  scope: MailScope,
  accountId: string,
  what: ManagedAct,
): Promise<void> {
  const id = Number(accountId);
  if (scope.levels.get(id) === 'own') return;
  const entry = { action: 'account.managed-by-other', accountId: id, detail: { what } } as const;
  await store.audit.record({ ...actorOf(scope), ...entry });
}
