import { join } from 'node:path';
import type { MailScopeName } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { ConversationQuery } from '../index.ts';
import { addPeople } from '../testing/people.ts';
import {
  addAccount,
  arrival,
  openWorld,
  readAllBodies,
  scopeFor,
  temporaryDirectory,
} from '../testing/world.ts';

const from = (address: string) => ({ from: [{ name: '', address }] });

/** Ada has a mailbox; Ben has one that Ada may read, Eve one of which a single conversation was shared with her. */
async function world() {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const opened = await openWorld({ file, dataDir });
  addPeople(file, ['ada', 'ben', 'eve']);
  const { store } = opened;
  const bens = await addAccount(store, 'ben', 'ben');
  const eves = await addAccount(store, 'eve', 'eve');
  await store.ports.mail.addArrivals(opened.inbox.id, [
    arrival(1, { subject: 'From Ann', ...from('Ann@Acme.example') }),
    arrival(2, { subject: 'From Acme in Europe', ...from('eu@mail.acme.example') }),
    arrival(3, { subject: 'From a copycat, about ann@acme.example', ...from('ann@notacme.example') }),
    arrival(4, { subject: 'To Supplier', cc: [{ name: '', address: 'sales@supplier.example' }] }),
  ]);
  await store.ports.mail.addArrivals(bens.inbox.id, [
    arrival(5, { subject: 'From Ann to Ben', ...from('ann@acme.example') }),
  ]);
  await store.ports.mail.addArrivals(eves.inbox.id, [
    arrival(6, { subject: 'From Ann to Eve', ...from('ann@acme.example') }),
    arrival(7, { subject: 'From Ann to Eve, in private', ...from('ann@acme.example') }),
  ]);
  for (const { account } of [opened, bens, eves]) await readAllBodies({ store, account }, () => 'figures');

  await store.accountShares.share(await scopeFor(store, 'ben'), bens.account.id, {
    with: { kind: 'person', id: 'ada' },
    level: 'read',
  });
  const eve = await scopeFor(store, 'eve');
  const { conversations } = await store.conversations.list(eve, { limit: 9 });
  const single = conversations.find(({ subject }) => subject === 'From Ann to Eve')?.id ?? '';
  await store.conversationShares.share(eve, single, { personId: 'ada', future: false });
  const find = async (query: Partial<ConversationQuery>, person = 'ada') => {
    const page = await store.conversations.list(await scopeFor(store, person), { limit: 50, ...query });
    return page.conversations.map(({ subject }) => subject);
  };
  return { ...opened, bens, eves, find };
}

describe('a list that is filtered', () => {
  it('by an address holds what is from or to it, whatever its case, and not what only speaks of it', async () => {
    const { find } = await world();
    const found = ['From Ann to Eve', 'From Ann to Ben', 'From Ann'];
    expect(await find({ address: 'ann@acme.example' })).toEqual(found);
    expect(await find({ address: 'ANN@ACME.EXAMPLE' })).toEqual(found);
    expect(await find({ words: 'address:Ann@acme.Example' })).toEqual(found);
    expect(await find({ words: 'address:ann@acme.example figures', scope: 'mine' })).toEqual(['From Ann']);
    expect(await find({ address: 'sales@supplier.example' })).toEqual(['To Supplier']);
  });

  it('by domains holds those below them, and any of several', async () => {
    const { find } = await world();
    const acme = ['From Ann to Eve', 'From Ann to Ben', 'From Acme in Europe', 'From Ann'];
    expect(await find({ domains: ['acme.example'] })).toEqual(acme);
    expect(await find({ domains: ['mail.acme.example'] })).toEqual(['From Acme in Europe']);
    expect(await find({ words: 'domain:mail.acme.example,supplier.example' })).toEqual([
      'To Supplier',
      'From Acme in Europe',
    ]);
    // What is typed narrows what the parameter asks for.
    expect(await find({ domains: ['supplier.example'], words: 'domain:acme.example' })).toEqual([]);
    expect(await find({ domains: ['acme.example'], role: 'sent' })).toEqual([]);
    expect(await find({ domains: ['!!'] })).toEqual([]);
  });

  it('turns its pages without leaving out or repeating a conversation', async () => {
    const { store, scope, inbox, find, account } = await world();
    const many = Array.from({ length: 30 }, (_, at) =>
      arrival(100 + at, from(at % 3 ? 'x@other.example' : 'x@acme.example')),
    );
    await store.ports.mail.addArrivals(inbox.id, many);
    await readAllBodies({ store, account }, () => '');
    const whole = await find({ domains: ['acme.example'] });
    expect(whole).toHaveLength(14);
    const turned: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await store.conversations.list(await scopeFor(store), {
        limit: 3,
        domains: ['acme.example'],
        after,
      });
      turned.push(...page.conversations.map(({ subject }) => subject));
      after = page.next ?? undefined;
      more = after !== undefined;
    }
    expect(scope.accountIds).toHaveLength(1);
    expect(turned).toEqual(whole);
  });

  it('by account holds the mail of those that may be read, and nothing of any other', async () => {
    const { find } = await world();
    expect(await find({ words: 'account:BEN@example.com' })).toEqual(['From Ann to Ben']);
    expect(await find({ words: 'account:ben@example.com,ada@example.com acme' })).toHaveLength(4);
    expect(await find({ words: 'account:eve@example.com' })).toEqual([]);
    expect(await find({ words: 'account:ben@example.com', scope: 'mine' })).toEqual([]);
  });

  it('never holds what may not be seen: each filter leaves a part of the list without it', async () => {
    const { find } = await world();
    const scopes: readonly MailScopeName[] = ['mine', 'shared', 'conversations', 'all'];
    const filters: readonly Partial<ConversationQuery>[] = [
      {},
      { address: 'ann@acme.example' },
      { domains: ['acme.example', 'example'] },
      { words: 'figures' },
      { words: 'account:eve@example.com' },
      { words: 'account:ben@example.com domain:example' },
      { words: 'domain:example private' },
      { role: 'inbox', domains: ['example'] },
    ];
    const visible: Record<string, number> = { ada: 6, ben: 1, eve: 2 };
    for (const [person, messages] of Object.entries(visible)) {
      const all = await find({}, person);
      expect([person, all.length]).toEqual([person, messages]);
      for (const scope of scopes) {
        for (const filter of filters) {
          const found = await find({ ...filter, scope }, person);
          expect(all).toEqual(expect.arrayContaining(found));
        }
      }
    }
    expect(await find({ scope: 'conversations' })).toEqual(['From Ann to Eve']);
    expect(await find({ scope: 'shared' })).toEqual(['From Ann to Eve', 'From Ann to Ben']);
  });
});
