/** Mail about alerts is whole in every language: no key, no brace, the names as they are. */
import { localeTag } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { Alert } from './current.ts';
import { administratorText, askedText, ownerText } from './mail-text.ts';
import { alertTexts } from './texts.ts';

function unwell(state: 'waiting' | 'reconnect' | 'blocked', id = '7'): Alert {
  return {
    kind: 'account-unwell',
    subject: id,
    account: {
      id,
      ownerId: 'p1',
      provider: 'imap',
      address: 'a&b@example.com',
      access: 'password',
      providerAppId: null,
      state,
      need: 'owner',
      failure: null,
      pausedBy: null,
      progress: null,
      lastSyncedAt: null,
      nextSyncAt: null,
      createdAt: '2026-11-01T00:00:00Z',
      unwellSince: '2026-11-20T10:30:00Z',
      unwell: true,
      askedAt: null,
    },
  };
}

const all: Alert[] = [
  { kind: 'disk-fills', subject: '', disk: { free: 2 ** 30, size: 2 ** 40 } },
  { kind: 'provider-app-fails', subject: '3', name: 'A & B', failure: 'client-secret-expired' },
  unwell('waiting'),
  unwell('reconnect'),
  unwell('blocked'),
];
const owners = new Map([['p1', 'Nora & Co']]);
const broken = /\{\{|\}\}|\b(account|own|asked|subject|disk|more)\.\w|undefined|NaN|&amp;/;

describe.each(localeTag.options)('%s', (language) => {
  const reader = {
    texts: alertTexts(language),
    language,
    timeZone: 'Europe/Paris',
    address: 'https://mail.example.com',
  };
  const expectWhole = ({ subject, text }: { subject: string; text: string }) =>
    expect(`${subject}\n${text}`).not.toMatch(broken);

  it('tells administrators of each, in their time zone, and of more than twenty by a number', () => {
    for (const alert of all) expectWhole(administratorText([alert], owners, reader));
    const told = administratorText(all, owners, reader);
    expectWhole(told);
    expect(told.text).toContain('a&b@example.com');
    expect(told.text).toContain('Nora & Co');
    expect(told.text).toMatch(/11[:h]30/);
    expect(told.text).toContain('https://mail.example.com/settings/provider-apps/3/doctor');
    const many = Array.from({ length: 45 }, (_, at) => unwell('waiting', String(at)));
    const text = administratorText(many, owners, reader);
    expectWhole(text);
    expect(text.text.match(/a&b@example\.com/g)).toHaveLength(20);
    expect(text.text).toContain('25');
  });

  it('tells an owner, and asks one', () => {
    for (const state of ['waiting', 'reconnect', 'blocked'] as const) {
      expectWhole(ownerText([unwell(state)], reader));
    }
    expectWhole(ownerText([unwell('waiting'), unwell('reconnect')], reader));
    for (const state of ['reconnect', 'choosing'] as const) {
      const text = askedText({ address: 'a&b@example.com', state }, 'Ada & Co', reader);
      expectWhole(text);
      expect(text.text).toContain('Ada & Co');
    }
  });
});
