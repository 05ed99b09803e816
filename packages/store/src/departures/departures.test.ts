import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccountFate } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { addPeople } from '../testing/people.ts';
import {
  addAccount,
  arrival,
  openWorld,
  readAllBodies,
  scopeFor,
  temporaryDirectory,
} from '../testing/world.ts';

/** Eve administrates; Ada leaves. Her own mailbox is shared with Ben, Ben's with her, and she is in a group that sees Cleo's. */
async function office() {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const world = await openWorld({ file, dataDir });
  const { store, account } = world;
  addPeople(file, ['ada', 'ben', 'cleo', 'eve']);
  const raw = new DatabaseSync(file);
  raw.exec(`update auth_people set role = 'administrator' where id in ('ada', 'eve')`);
  const ada = await scopeFor(store, 'ada');
  const other = await addAccount(store, 'ada', 'projects');
  const third = await addAccount(store, 'ada', 'private');
  const bens = await addAccount(store, 'ben', 'ben');
  const cleos = await addAccount(store, 'cleo', 'cleo');
  const eves = await addAccount(store, 'eve', 'eve');
  const person = (id: string) => ({ kind: 'person' as const, id });
  await store.accountShares.share(ada, account.id, { with: person('ben'), level: 'read' });
  await store.accountShares.share(await scopeFor(store, 'ben'), bens.account.id, {
    with: person('ada'),
    level: 'manage',
  });
  const eve = await store.scopeOf({ id: 'eve', role: 'administrator' });
  const group = await store.groups.create(eve, { name: 'Sales', members: ['ada'] });
  await store.accountShares.share(await scopeFor(store, 'cleo'), cleos.account.id, {
    with: { kind: 'group', id: group.id },
    level: 'read',
  });
  await store.breakGlass.begin(await store.scopeOf({ id: 'ada', role: 'administrator' }), {
    accountId: eves.account.id,
    reason: 'A court has asked for it',
    minutes: 60,
  });
  await store.ports.mail.addArrivals(world.inbox.id, [arrival(1, { subject: 'zeppelin' })]);
  await store.outgoing.create(await scopeFor(store, 'ada'), null, {
    accountId: other.account.id,
    inReplyTo: null,
    to: [{ name: '', address: 'to@example.com' }],
    cc: [],
    bcc: [],
    subject: 'Not sent yet',
    html: '<p>x</p>',
    text: 'x',
  });
  const fates = (first: AccountFate, second: AccountFate, last: AccountFate) => ({
    accounts: [
      { accountId: account.id, fate: first },
      { accountId: other.account.id, fate: second },
      { accountId: third.account.id, fate: last },
    ],
  });
  const handedKeptPurged = fates(
    { kind: 'hand-over', to: 'ben', reason: null },
    { kind: 'keep', until: '2026-12-31' },
    { kind: 'purge', on: '2026-12-01' },
  );
  const ids = { first: account.id, second: other.account.id, third: third.account.id };
  const state = () => store.departures.read('ada', 400);
  return { ...world, raw, file, eve, ids, fates, handedKeptPurged, state, bens, cleos };
}

/** What is sealed, with another nonce each time. */
const sealed = /"(imap_password|smtp_password|value)":"(v1\.)?[^"]*"/g;

/** The rows of all tables, in an order that does not change. */
function everything(raw: DatabaseSync): string[] {
  const tables = raw
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all();
  return tables.flatMap(({ name }) =>
    raw
      .prepare(`select * from "${String(name)}"`)
      .all()
      .map((row) => `${String(name)} ${JSON.stringify(row)}`)
      .sort(),
  );
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

describe('a plan by which somebody leaves', () => {
  it('names what there is, and has to say what becomes of each account', async () => {
    const { store, eve, ids, handedKeptPurged, state } = await office();
    expect(await state()).toMatchObject({
      person: { id: 'ada', state: 'active' },
      belongings: {
        accounts: [
          { id: ids.first, messages: 1, sharedWith: [{ kind: 'person', id: 'ben', level: 'read' }] },
          { id: ids.second, waiting: 1, sharedWith: [] },
          { id: ids.third, waiting: 0 },
        ],
        sharedWithThem: [{ address: 'ben@example.com', owner: 'ben', level: 'manage' }],
        groups: [{ name: 'Sales' }],
        glasses: 1,
      },
      departure: null,
    });
    const refused = (plan: Parameters<typeof store.departures.begin>[2]) =>
      expect(store.departures.begin(eve, 'ada', plan)).rejects;
    await refused({ accounts: handedKeptPurged.accounts.slice(1) }).toMatchObject({
      kind: 'conflict',
      detail: { accounts: 'others' },
    });
    const to = (id: string): AccountFate => ({ kind: 'hand-over', to: id, reason: null });
    const handedTo = (id: string) => ({
      accounts: handedKeptPurged.accounts.map((each) => ({ ...each, fate: to(id) })),
    });
    await refused(handedTo('ada')).toMatchObject({ detail: { heir: 'not-active' } });
    await refused(handedTo('nobody')).toMatchObject({ detail: { heir: 'not-active' } });
    await refused(handedTo('eve')).toMatchObject({
      kind: 'invalid-request',
      detail: { reason: 'too-small' },
    });
    await expect(
      store.departures.begin(
        await store.scopeOf({ id: 'ada', role: 'administrator' }),
        'ada',
        handedKeptPurged,
      ),
    ).rejects.toMatchObject({ detail: { person: 'yourself' } });
    expect((await state()).departure).toBeNull();
  });

  it('hands over, keeps and withdraws, and ends everything else', async () => {
    const { store, eve, ids, handedKeptPurged, state, raw, bens, cleos } = await office();
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', handedKeptPurged));
    const ada = await store.scopeOf({ id: 'ada', role: 'administrator' });
    expect([...ada.levels.keys()].map(String).sort()).toEqual([ids.second, ids.third]);
    expect(ada.brokenInto.size).toBe(0);
    const ben = await scopeFor(store, 'ben');
    expect(ben.levels.get(Number(ids.first))).toBe('own');
    expect(await store.accountShares.list(ben, ids.first)).toEqual([]);
    expect(await store.accountShares.list(ben, bens.account.id)).toEqual([]);
    expect((await store.accountShares.list(await scopeFor(store, 'cleo'), cleos.account.id)).length).toBe(1);
    const { departure, person } = await state();
    expect(person.state).toBe('deactivated');
    expect(departure?.steps.map(({ kind, outcome }) => [kind, outcome])).toMatchObject([
      ['sign-in', { sessions: 0 }],
      ['access', { sharedWithThem: 1, glasses: 1, groups: 1 }],
      ['account', {}],
      ['account', { stopped: 1 }],
      ['account', { shares: 0 }],
    ]);
    expect(departure?.left).toMatchObject([
      { id: ids.second, state: 'paused', purgeOn: '2026-12-31' },
      { id: ids.third, state: 'paused', purgeOn: '2026-12-01' },
    ]);
    expect(departure?.endedAt).not.toBeNull();
    const secrets = raw.prepare('select imap_password as p from credentials where account_id = ?');
    expect(secrets.get(Number(ids.second))?.p).toEqual(expect.any(String));
    expect(secrets.get(Number(ids.third))?.p).toBeNull();
    const actions = (await store.audit.list(eve, { limit: 50 })).map(
      ({ action, actor }) => `${action} ${actor}`,
    );
    for (const action of [
      'person.handed-over',
      'account.handed-over',
      'account.kept',
      'account.purge-planned',
    ]) {
      expect(actions).toContain(`${action} eve`);
    }
  });

  it('comes to the same end, wherever a process dies on the way', async () => {
    const outcomes: string[][] = [];
    for (let dies = 0; dies <= 5; dies += 1) {
      const { store, eve, handedKeptPurged, raw } = await office();
      const id = await store.departures.begin(eve, 'ada', handedKeptPurged);
      let done = 0;
      const dying = store.departures.carryOut(id, () => {
        done += 1;
        if (done === dies) throw new Error('The process dies');
      });
      await (dies === 0 ? dying : expect(dying).rejects.toThrow('dies'));
      expect(await store.departures.unfinished()).toEqual(dies === 0 ? [] : [id]);
      for (const each of await store.departures.unfinished()) await store.departures.carryOut(each);
      await store.departures.carryOut(id);
      expect(await store.departures.unfinished()).toEqual([]);
      outcomes.push(everything(raw).map((row) => row.replace(sealed, '')));
    }
    expect(outcomes[0]?.length).toBeGreaterThan(30);
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  });

  it('keeps an account whose heir cannot have it any more, and says so', async () => {
    const { store, eve, fates, ids, state, raw } = await office();
    const toBen: AccountFate = { kind: 'hand-over', to: 'ben', reason: null };
    const id = await store.departures.begin(
      eve,
      'ada',
      fates(toBen, toBen, { kind: 'hand-over', to: 'cleo', reason: null }),
    );
    raw.exec("update auth_people set deactivatedAt = '2026-11-20T00:00:00Z' where id = 'cleo'");
    raw.exec(
      `update accounts set provider_key = (select provider_key from accounts where id = ${ids.second}) where owner = 'ben'`,
    );
    await store.departures.carryOut(id);
    const { departure } = await state();
    expect(departure?.steps.slice(2).map(({ outcome }) => outcome.instead)).toEqual([
      undefined,
      'heir-has-it',
      'heir-gone',
    ]);
    expect(departure?.left).toMatchObject([
      { id: ids.second, purgeOn: null },
      { id: ids.third, purgeOn: null },
    ]);
  });

  it('announces to the leaver and to all other administrators that somebody took a mailbox over', async () => {
    const { store, eve, fates, raw } = await office();
    raw.exec("update auth_people set role = 'administrator' where id = 'cleo'");
    const mine: AccountFate = { kind: 'hand-over', to: 'eve', reason: 'Nobody else is left' };
    const keep: AccountFate = { kind: 'keep', until: null };
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', fates(mine, keep, keep)));
    const letters = await store.departureLetters.unsent();
    const about = (address: string) =>
      letters
        .filter((letter) => letter.address === address)
        .map(({ recipient }) => recipient.id)
        .sort();
    expect(about('ada@example.com')).toEqual(['ada', 'cleo', 'eve']);
    expect(about('projects@example.com')).toEqual(['ada']);
    await store.departureLetters.sent(letters);
    expect(await store.departureLetters.unsent()).toEqual([]);
    const [taken] = await store.audit.list(eve, { action: 'account.handed-over', limit: 1 });
    expect(taken).toMatchObject({ actor: 'eve', detail: { from: 'ada', reason: 'Nobody else is left' } });
  });
});

describe('an account that is left', () => {
  it('can be handed over instead until its day, and goes on, or waits for its new owner to sign in', async () => {
    const { store, eve, handedKeptPurged, ids, state } = await office();
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', handedKeptPurged));
    const toCleo: AccountFate = { kind: 'hand-over', to: 'cleo', reason: null };
    for (const id of [ids.second, ids.third]) {
      await store.departures.carryOut(await store.departures.settle(eve, 'ada', id, toCleo));
    }
    const cleo = await scopeFor(store, 'cleo');
    expect(await store.accounts.read(cleo, ids.second)).toMatchObject({ state: 'syncing', pausedBy: null });
    expect(await store.accounts.read(cleo, ids.third)).toMatchObject({
      state: 'reconnect',
      failure: { kind: 'grant-ended' },
    });
    expect((await state()).departure?.left).toEqual([]);
    await expect(store.departures.settle(eve, 'ada', ids.first, toCleo)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('is deleted on its day and not before, and nothing of it stays in any table, in the index or in a file', async () => {
    const { store, clock, eve, fates, ids, account, raw, file } = await office();
    await readAllBodies({ store, account }, () => 'zeppelin over the lake');
    const part = `${ids.first}-1-2`;
    await store.blobs.write(part, bytesOf('zeppelin'));
    const index = new DatabaseSync(file.replace(/\.sqlite$/, '.search-1.sqlite'), { readOnly: true });
    const indexed = () =>
      index.prepare("select rowid from search where search match 'zeppelin'").all().length;
    const keep: AccountFate = { kind: 'keep', until: null };
    const purge: AccountFate = { kind: 'purge', on: '2026-11-22' };
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', fates(purge, keep, keep)));
    expect(await store.departureEnds.purgeDue()).toEqual([]);
    expect(everything(raw).some((row) => row.includes('zeppelin'))).toBe(true);
    await expect.poll(indexed).toBe(1);
    clock.advance(2 * 24 * 60 * 60_000);
    expect(await store.departureEnds.purgeDue()).toEqual([ids.first]);
    expect(await store.departureEnds.purgeDue()).toEqual([]);
    expect(await store.unlinking.interrupted()).toEqual([ids.first]);
    await store.unlinking.finish(ids.first);
    await store.changes.compact(new Date(clock.now().getTime() + 1), 0);
    const rows = everything(raw);
    const mail = rows.filter((row) => /zeppelin/i.test(row));
    expect(mail).toEqual([]);
    const about = rows.filter((row) => new RegExp(`"account_id":${ids.first}[,}]`).test(row));
    expect(new Set(about.map((row) => row.split(' ')[0]))).toEqual(new Set(['audit', 'departure_steps']));
    await expect.poll(indexed).toBe(0);
    expect(await store.blobs.has(part)).toBe(false);
    index.close();
  });

  it('stays where its owner is let back in', async () => {
    const { store, clock, eve, handedKeptPurged, ids } = await office();
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', handedKeptPurged));
    await store.people.reactivate(eve, 'ada');
    clock.advance(60 * 24 * 60 * 60_000);
    expect(await store.departureEnds.purgeDue()).toEqual([]);
    expect((await scopeFor(store, 'ada')).levels.get(Number(ids.third))).toBe('own');
  });
});

describe('somebody who left', () => {
  it('is named for as long as the audit log names them or an account is theirs, and then forgotten', async () => {
    const { store, clock, eve, fates, raw, state } = await office();
    const toBen: AccountFate = { kind: 'hand-over', to: 'ben', reason: null };
    await store.departures.carryOut(await store.departures.begin(eve, 'ada', fates(toBen, toBen, toBen)));
    clock.advance(400 * 24 * 60 * 60_000);
    await store.departureEnds.forget(clock.now());
    expect((await state()).person.name).toBe('ada');
    await store.audit.forget(clock.now());
    await store.departureEnds.forget(clock.now());
    await expect(state()).rejects.toMatchObject({ kind: 'not-found' });
    const named = everything(raw).filter(
      (row) => /^(auth_|departure|pictures)/.test(row) && row.includes('"ada"'),
    );
    expect(named).toEqual([]);
  });
});
