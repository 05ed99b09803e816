import { handler } from '../../http/handler.ts';
import { invalidRequest } from '../../http/refusals.ts';
import { arranged } from '../../oversight/arrange.ts';
import { withOwners } from '../../oversight/owners.ts';

export const listOverseenAccounts = handler('listOverseenAccounts', async ({ services, query }) => {
  const { store, people } = services;
  const { order, descending, after, limit, ...wanted } = query;
  const from = Number(after ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw invalidRequest({ after: 'not-a-cursor' });
  const named = await withOwners(people, await store.oversight.accounts());
  const all = arranged(named, wanted, order, descending);
  const page = all.slice(from, from + limit);
  const counts = await store.oversight.counts(page.map(({ id }) => id));
  const accounts = page.map(({ ownerId: _, ...account }) => ({
    ...account,
    ...(counts.get(account.id) ?? { messages: 0, unread: 0 }),
  }));
  const next = from + limit < all.length ? String(from + limit) : null;
  return { accounts, next, total: all.length };
});
