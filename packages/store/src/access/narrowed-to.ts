import type { MailScopeName } from '@mailroom/model';
import type { MailScope } from './mail-scope.ts';

/** The part of a scope that a view shows: what is the person's own, what others have let them see, or both. */
export function narrowedTo(scope: MailScope, name: MailScopeName): MailScope {
  switch (name) {
    case 'all':
      return scope;
    case 'mine':
      return { ...scope, accountIds: accountsThat(scope, true), shares: [] };
    case 'shared':
      return { ...scope, accountIds: accountsThat(scope, false) };
    case 'conversations':
      return { ...scope, accountIds: [] };
  }
}

function accountsThat({ accountIds, levels }: MailScope, areOwn: boolean): number[] {
  return accountIds.filter((id) => (levels.get(id) === 'own') === areOwn);
}
