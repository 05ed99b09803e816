import { asFailure, type IntentInput } from '@mailroom/model';
import { handler } from '../../http/handler.ts';
import type { Services } from '../../services.ts';

type Role = 'archive' | 'trash' | 'junk';

export const createIntents = handler('createIntents', async ({ services, scope, body }) => {
  const store = () => services.store.intents.create(scope, body);
  const { accepted, accountIds, undo } = await store().catch(async (thrown: unknown) => {
    await makeMissing(services, body, thrown);
    return await store();
  });
  for (const accountId of accountIds) services.wake.push(accountId);
  return { accepted, undo };
});

/** Exchange makes the archive when it is first used, and plain servers have neither archive nor junk: then Mailroom makes the folder. */
async function makeMissing({ engine }: Services, { kind }: IntentInput, thrown: unknown): Promise<void> {
  const failure = asFailure(thrown);
  const { role, accountId } = failure.detail;
  const roles: readonly Role[] = ['archive', 'trash', 'junk'];
  const missing = roles.find((each) => each === role && each === kind);
  if (failure.kind !== 'folder-gone' || missing === undefined || accountId === undefined) throw thrown;
  await engine.changeFolder(accountId, { do: 'create-role', role: missing });
}
