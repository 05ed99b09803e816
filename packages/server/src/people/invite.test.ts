import type { Invitation, LocaleTag, Person } from '@mailroom/model';
import { freePolicy, localeTag } from '@mailroom/model';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../http/log.ts';
import type { OwnMessage } from '../mail/own-mail.ts';
import { invitationMail } from './invitation-mail.ts';
import { handOver } from './invite.ts';

const invitation: Invitation = {
  id: '1',
  email: 'grace@example.com',
  role: 'member',
  groupIds: [],
  invitedBy: { id: 'a', name: 'Ada' },
  createdAt: '2026-11-21T10:00:00.000Z',
  expiresAt: '2026-11-28T10:00:00.000Z',
  expired: false,
};

function inviter(locale: LocaleTag | null): Person {
  const profile = { picture: null, locale, timeZone: null, theme: 'auto' } as const;
  return { id: 'a', name: 'Ada', email: 'ada@example.com', role: 'administrator', ...profile };
}

const parts = (send: (message: OwnMessage) => Promise<void>, locale: LocaleTag | null = null) => ({
  store: { organisation: { policy: async () => ({ ...freePolicy, locale }) } },
  mail: { send },
  address: () => 'https://mail.example.com',
  log: createLog({ level: 'silent' }),
});

describe('an invitation that is handed over', () => {
  it('is mailed to its address in the language of whoever invites, with the link and its end', async () => {
    const send = vi.fn(async (_: OwnMessage) => undefined);
    const told = await handOver(parts(send), { invitation, token: 'secret' }, inviter('fr'), true);
    expect(told).toMatchObject({ mail: 'sent', link: 'https://mail.example.com/invitation#secret' });
    expect(send).toHaveBeenCalledWith({
      to: { name: '', address: 'grace@example.com' },
      language: 'fr',
      subject: 'Ada vous invite dans Mailroom',
      text: expect.stringMatching(/^https:\/\/mail\.example\.com\/invitation#secret$/m),
    });
    expect(send.mock.lastCall?.[0].text).toContain('28 novembre 2026');
  });

  it('is mailed in the organisation’s language where whoever invites has chosen none', async () => {
    const send = vi.fn(async (_: OwnMessage) => undefined);
    await handOver(parts(send, 'it'), { invitation, token: 'secret' }, inviter(null), true);
    expect(send.mock.lastCall?.[0].language).toBe('it');
  });

  it('keeps its link when the mail does not leave, and says so', async () => {
    const send = vi.fn(async () => Promise.reject(new Error('refused')));
    const told = await handOver(parts(send), { invitation, token: 'secret' }, inviter(null), true);
    expect(told).toMatchObject({ mail: 'failed', link: 'https://mail.example.com/invitation#secret' });
  });

  it('is not mailed unless it is asked for', async () => {
    const send = vi.fn(async () => undefined);
    const told = await handOver(parts(send), { invitation, token: 'secret' }, inviter(null), false);
    expect([told.mail, send.mock.calls.length]).toEqual(['none', 0]);
  });
});

describe.each(localeTag.options)('the mail in %s', (tag) => {
  it('is whole sentences, and a name cannot add lines to it', () => {
    const mail = invitationMail(
      {
        inviter: 'Eve\r\nBcc: all@example.com',
        link: 'https://mail.example.com/invitation#x',
        expiresAt: invitation.expiresAt,
        address: 'https://mail.example.com',
      },
      tag,
    );
    expect(mail.subject).toMatch(/^[^\r\n]*Eve Bcc: all@example\.com[^\r\n]*$/);
    expect(mail.text.split('\n\n')).toHaveLength(4);
    expect(`${mail.subject}${mail.text}`).not.toMatch(/\{\{|\}\}|undefined|\b(subject|once|unexpected)\b\./);
  });
});
