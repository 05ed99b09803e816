import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocaleTag, Person } from '@mailroom/model';
import { openStore, type Store } from '@mailroom/store';
import { administrator } from '@mailroom/store/testing/options';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../http/log.ts';
import type { OwnMessage } from '../mail/own-mail.ts';
import { NoticeAnnouncer } from './announcer.ts';

const silent = createLog({ level: 'silent' });
const secretKey = randomBytes(32).toString('base64');

function person(id: string, locale: LocaleTag | null): Person {
  const profile = { picture: null, locale, timeZone: null, theme: 'auto' } as const;
  return { id, name: id, email: `${id}@example.com`, role: 'administrator', ...profile };
}

/** A store in a file, a clock that a test moves, and a mail server that a test switches off. */
async function world() {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-notices-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  let now = new Date('2026-11-01T10:00:00Z');
  const clock = { now: () => now };
  const sent: OwnMessage[] = [];
  const refusing = new Set<string>();
  const administrators = [person('ada', 'fr'), person('grace', null)];
  const warn = vi.fn();
  const error = vi.fn();
  const open = () =>
    openStore({ file: join(dataDir, 'mailroom.db'), dataDir, secretKey, clock, log: silent });
  const announcerOf = (store: Store, mail = true) =>
    new NoticeAnnouncer({
      store,
      people: { administrators: async () => administrators },
      mail: mail
        ? {
            send: async (message) => {
              if (refusing.has(message.to.address)) throw new Error('refused');
              sent.push(message);
            },
          }
        : null,
      address: () => 'https://mail.example.com',
      clock,
      log: { info: vi.fn(), warn, error },
    });
  const store = await open();
  onTestFinished(() => store.close());
  const app = await store.providerApps.create(administrator, {
    provider: 'microsoft',
    name: 'Contoso',
    access: 'people',
    cloudId: 'global',
    tenant: 'common',
    clientId: '11111111-2222-3333-4444-555555555555',
    credential: { kind: 'secret', value: 'a secret value', expires: '2027-01-31' },
  });
  return {
    store,
    app,
    open,
    announcerOf,
    sent,
    refusing,
    warn,
    error,
    administrators,
    at: (date: string) => {
      now = new Date(`${date}T10:00:00Z`);
    },
  };
}

it('announces 60, 14 and 3 days before the end, each once in the log and once to each administrator', async () => {
  const { store, announcerOf, sent, warn, at } = await world();
  const announcer = announcerOf(store);
  const told: [string, number, number][] = [];
  for (let day = 20; day <= 95; day += 1) {
    const date = new Date(Date.UTC(2026, 10, 1 + day)).toISOString().slice(0, 10);
    at(date);
    const before = [sent.length, warn.mock.calls.length] as const;
    await announcer.announce();
    await announcer.announce();
    const mails = sent.length - before[0];
    const lines = warn.mock.calls.length - before[1];
    if (mails + lines > 0) told.push([date, mails, lines]);
  }
  expect(told).toEqual([
    ['2026-12-02', 2, 1],
    ['2027-01-17', 2, 1],
    ['2027-01-28', 2, 1],
  ]);
  expect(warn.mock.calls[1]?.[0]).toMatchObject({ name: 'Contoso', days: 14, expires: '2027-01-31' });
});

it('writes each in their own language', async () => {
  const { store, announcerOf, sent, at } = await world();
  at('2027-01-17');
  await announcerOf(store).announce();
  expect(sent).toMatchObject([
    {
      to: { address: 'ada@example.com' },
      language: 'fr',
      subject: 'Mailroom : l’identifiant de « Contoso » expire dans 14 jours',
    },
    { to: { address: 'grace@example.com' }, language: 'en', text: expect.stringContaining('31') },
  ]);
  expect(sent.map(({ text }) => text).join('')).not.toContain('a secret value');
});

it('is not repeated by a restart', async () => {
  const { store, open, announcerOf, sent, warn, at } = await world();
  at('2027-01-17');
  await announcerOf(store).announce();
  await store.close();
  const again = await open();
  onTestFinished(() => again.close());
  await announcerOf(again).announce();
  expect([sent.length, warn.mock.calls.length]).toEqual([2, 1]);
});

it('tries a mail that failed again the next time, and only that one', async () => {
  const { store, announcerOf, sent, refusing, error, at } = await world();
  const announcer = announcerOf(store);
  at('2027-01-17');
  refusing.add('ada@example.com');
  await announcer.announce();
  expect(sent.map(({ to }) => to.address)).toEqual(['grace@example.com']);
  expect(error).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ personId: 'ada' }),
    expect.stringContaining('tried again'),
  );
  refusing.clear();
  await announcer.announce();
  await announcer.announce();
  expect(sent.map(({ to }) => to.address)).toEqual(['grace@example.com', 'ada@example.com']);
});

it('does not make up for thresholds that passed while nobody looked', async () => {
  const { store, announcerOf, warn, at } = await world();
  at('2027-01-30');
  await announcerOf(store).announce();
  expect(warn).toHaveBeenCalledTimes(1);
});

it('is in the log alone where Mailroom has no mail, and is mailed once it has', async () => {
  const { store, announcerOf, sent, warn, at } = await world();
  at('2027-01-17');
  await announcerOf(store, false).announce();
  expect([sent.length, warn.mock.calls.length]).toEqual([0, 1]);
  await announcerOf(store).announce();
  expect([sent.length, warn.mock.calls.length]).toEqual([2, 1]);
});

it('says so where another credential takes over, and is silent of one that was deleted', async () => {
  const { store, app, announcerOf, sent, at } = await world();
  at('2027-01-17');
  const { providerApp } = await store.providerApps.addCredential(administrator, app.id, {
    kind: 'secret',
    value: 'the next secret',
    expires: '2028-01-31',
  });
  await announcerOf(store).announce();
  expect(sent[1]?.text).toContain('Another credential of this app holds longer');
  await store.providerApps.deleteCredential(administrator, app.id, providerApp.credentials[1]?.id ?? '');
  at('2027-01-28');
  await announcerOf(store).announce();
  expect(sent).toHaveLength(2);
});

it('ends between two mails when it is stopped', async () => {
  const { store, announcerOf, sent, at } = await world();
  at('2027-01-17');
  await announcerOf(store).announce(AbortSignal.abort());
  expect(sent).toEqual([]);
});
