/** Every route that asks for anybody, as nobody: with the ids of what is really there. */
import { type Asking, refusalOf } from '../asking.ts';
import { requestFor } from '../requests.ts';
import { routeRows } from '../statement.ts';
import { idsOf } from './routes.ts';

/** What no session is asked for; the metrics are guarded by a setting of their own. */
const open: ReadonlySet<string> = new Set(['nobody', 'link']);

export async function probeOutsiders(asking: Asking): Promise<void> {
  const { ben1 } = asking.world.accounts;
  if (!ben1) throw new Error('The world has no ben1');
  const guarded = Object.entries(routeRows).filter(([, row]) => !open.has(row.of));
  for (const { name: who, browser, headers } of asking.world.outsiders) {
    for (const [name] of guarded) {
      const request = requestFor(name, idsOf(ben1, 'x1'));
      const answer = await asking.askIn(browser, { ...request, headers });
      if (answer.status !== 401 || refusalOf(answer) !== 'not-signed-in') asking.leak(who, name, answer);
    }
  }
}
