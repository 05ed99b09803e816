/** Every route with a key of each scope: it opens what it was made for, in its person's name, and nothing else. */
import { type Asking, isShutOut } from '../asking.ts';
import { ids, requestFor } from '../requests.ts';
import { accounts, keyScopeFor, type keyScopes, mayDo, type PersonName, routeRows } from '../statement.ts';

/** Ada may give a key every scope; Ben is a member. */
const holders: readonly PersonName[] = ['ada', 'ben'];

/** A stream does not end, and hosts outside are asked by nobody's test. */
const leftOut: ReadonlySet<string> = new Set(['GET /api/v1/live', 'discover', 'linkImap']);

export async function probeKeys(asking: Asking): Promise<void> {
  const { world } = asking;
  const nobody = world.server.browser();
  for (const person of holders) {
    for (const [scope, secret] of world.belongings[person].keys) {
      const headers = { authorization: `Bearer ${secret}` };
      for (const [name, row] of Object.entries(routeRows)) {
        if (row.of === 'nobody' || row.of === 'link' || leftOut.has(name)) continue;
        // Absent ids: what a key opens is compared with what it was made for, and the rest of the world is left as it is.
        const answer = await asking.askIn(nobody, { ...requestFor(name, ids()), headers });
        const opened = !isShutOut(answer);
        asking.compare(
          `${person}’s key to ${scope}`,
          `${name} ${answer.status}`,
          opened,
          keyScopeFor(name) === scope,
        );
        asking.words(person, `${name} with a key`, answer.text);
      }
      await probeMail(asking, person, { scope, headers });
    }
  }
}

/** A key that reads, reads what its person reads. */
async function probeMail(
  asking: Asking,
  person: PersonName,
  { scope, headers }: { scope: (typeof keyScopes)[number]; headers: Record<string, string> },
): Promise<void> {
  const nobody = asking.world.server.browser();
  for (const account of accounts) {
    const path = `/api/v1/messages/${asking.world.accounts[account]?.messages.x1}`;
    const { status } = await asking.askIn(nobody, { path, headers });
    const may = scope === 'read' && mayDo(person, account, 'read');
    asking.compare(`${person}’s key to ${scope}`, `${path} of ${account}`, status === 200, may);
  }
}
