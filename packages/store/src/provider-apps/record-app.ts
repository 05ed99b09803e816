/** What administrators do to provider apps, on record: the app decides which program opens everybody's mailboxes. */
import type { AppPart, ProviderAppPatch } from '@mailroom/model';
import type { Selectable } from 'kysely';
import { actorOf, type Doer, record } from '../audit/record.ts';
import type { Write } from '../database/context.ts';
import type { ProviderAppsTable } from '../database/tables/provider-apps.ts';

type AppRow = Pick<
  Selectable<ProviderAppsTable>,
  'id' | 'name' | 'provider' | 'cloud_id' | 'tenant' | 'client_id'
>;

/** @param appParts what was changed; none for an app that is made or deleted. */
export async function recordApp(
  change: Write,
  by: Doer,
  done: 'created' | 'changed' | 'deleted',
  { id, name, provider }: Pick<AppRow, 'id' | 'name' | 'provider'>,
  appParts: AppPart[] = [],
): Promise<void> {
  await record(change, {
    ...actorOf(by),
    action: `provider-app.${done}`,
    subject: { kind: 'provider-app', id: String(id) },
    detail: { name, provider, ...(appParts.length > 0 && { appParts }) },
  });
}

/** What a patch says other than it is. */
export function changedParts(row: AppRow, { name, cloudId, tenant, clientId }: ProviderAppPatch): AppPart[] {
  const parts = [
    ['name', row.name, name],
    ['cloudId', row.cloud_id, cloudId],
    ['tenant', row.tenant, tenant],
    ['clientId', row.client_id, clientId],
  ] as const;
  return parts.flatMap(([part, before, after]) => (after === undefined || after === before ? [] : part));
}
