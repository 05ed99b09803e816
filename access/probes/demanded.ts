/** The organisation demands a second factor: whoever has none can set one up, and nothing else. */
import { openSecondStore } from '@mailroom/server/testing/seed-mail';
import { type Asking, refusalOf } from '../asking.ts';
import { ids, requestFor } from '../requests.ts';
import { enrolling, routeRows } from '../statement.ts';

export async function probeDemanded(asking: Asking): Promise<void> {
  const { server, personIds, browsers, belongings } = asking.world;
  const store = await openSecondStore(server.dataDir);
  const scope = await store.scopeOf({ id: personIds.ada, role: 'administrator' });
  const { signIn } = await store.organisation.policy();
  const demand = (secondFactor: 'optional' | 'demanded') =>
    store.organisation.change(scope, { signIn: { ...signIn, secondFactor } });
  await demand('demanded');
  const key = { authorization: `Bearer ${belongings.ben.keys.get('read')}` };
  for (const [name, row] of Object.entries(routeRows)) {
    if (row.of === 'nobody' || row.of === 'link') continue;
    // As Ada, whose role forbids nothing: all that stands in the way is the factor.
    const answer = await asking.askIn(browsers.ada, requestFor(name, ids()));
    const opened = refusalOf(answer) !== 'second-factor-demanded';
    asking.compare('ada without a second factor', `${name} ${answer.status}`, opened, enrolling.has(name));
    const byKey = await asking.askIn(server.browser(), { ...requestFor(name, ids()), headers: key });
    if (byKey.status < 400) asking.leak('a key of somebody without a second factor', name, byKey);
  }
  await demand('optional');
  await store.close();
}
