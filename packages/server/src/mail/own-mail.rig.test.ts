import { type PracticeSmtpServer, startSmtpServer } from '@mailroom/rig/smtp/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type OwnMessage, ownMail } from './own-mail.ts';
import { readSmtpServer } from './smtp-server.ts';

const certificates = makeCertificates();
const mailFrom = { name: 'Mailroom', address: 'mailroom@practice.test' };

const message: OwnMessage = {
  to: { name: 'Ада', address: 'ada@customer.example' },
  subject: 'Срок «Contoso»',
  text: 'Первая строка\n\nhttps://mail.example.com/settings\n',
  language: 'ru',
};

async function server(security: 'tls' | 'starttls'): Promise<PracticeSmtpServer> {
  const started = await startSmtpServer({
    preset: 'plain',
    security,
    key: certificates.keyPem,
    certificate: certificates.certPem,
    authenticate: async ({ user, password }) =>
      user === mailFrom.address && password === 'p@ss/word' ? user : undefined,
    postOffice: { reach: () => 'correspondent', deliver: () => undefined, fileSent: () => undefined },
  });
  onTestFinished(() => started.close());
  return started;
}

const smtpServer = (scheme: string, { port }: PracticeSmtpServer, password = 'p%40ss%2Fword') =>
  readSmtpServer(`${scheme}://mailroom%40practice.test:${password}@localhost:${port}`);

describe('Mailroom’s own mail', () => {
  it.each([
    ['smtps', 'tls'],
    ['smtp', 'starttls'],
  ] as const)('leaves through %s with a sign-in, encrypted', async (scheme, security) => {
    const smtp = await server(security);
    const mail = ownMail({ smtpServer: smtpServer(scheme, smtp), mailFrom }, certificates.caPem);
    await mail?.send(message);
    expect(smtp.transmissions).toMatchObject([
      { mailbox: mailFrom.address, from: mailFrom.address, recipients: ['ada@customer.example'] },
    ]);
    const text = smtp.transmissions[0]?.submitted.toString() ?? '';
    expect(text).toMatch(/^From: Mailroom <mailroom@practice\.test>\r$/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(text).toMatch(/^Content-Language: ru\r$/m);
    expect(text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
  });

  it('does not leave through a server whose certificate nobody vouches for', async () => {
    const smtp = await server('tls');
    const mail = ownMail({ smtpServer: smtpServer('smtps', smtp), mailFrom }, null);
    await expect(mail?.send(message)).rejects.toThrow();
    expect(smtp.transmissions).toEqual([]);
  });

  it('tells a refused sign-in, without the password', async () => {
    const smtp = await server('tls');
    const mail = ownMail({ smtpServer: smtpServer('smtps', smtp, 'canary'), mailFrom }, certificates.caPem);
    const refused = await mail?.send(message).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(Error);
    expect(String(refused)).not.toContain('canary');
  });

  it('is not there without a server, and not begun without a sender', async () => {
    expect(ownMail({ smtpServer: null, mailFrom }, null)).toBeNull();
    const settings = { smtpServer: readSmtpServer('smtps://mail.example.com'), mailFrom: null };
    expect(() => ownMail(settings, null)).toThrow('MAILROOM_MAIL_FROM is not');
  });
});
