/** A server for Mailroom's own mail, and the settings that lead to it. Closed when the test has finished. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSmtpServer } from '@mailroom/rig/smtp/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { onTestFinished } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { readSmtpServer } from '../mail/smtp-server.ts';

/** Of its account; nothing that Mailroom tells or logs may hold it. */
const password = 'canary-own-mail-password';

export async function ownMailServer() {
  const certificates = makeCertificates();
  const smtp = await startSmtpServer({
    preset: 'plain',
    security: 'tls',
    key: certificates.keyPem,
    certificate: certificates.certPem,
    authenticate: async (attempt) => (attempt.password === password ? attempt.user : undefined),
    postOffice: { reach: () => 'correspondent', deliver: () => undefined, fileSent: () => undefined },
  });
  onTestFinished(() => smtp.close());
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const extraCaFile = join(directory, 'ca.pem');
  await writeFile(extraCaFile, certificates.caPem);
  const settings: Partial<Settings> = {
    extraCaFile,
    smtpServer: readSmtpServer(`smtps://mailroom%40practice.test:${password}@localhost:${smtp.port}`),
    mailFrom: { name: 'Mailroom', address: 'mailroom@practice.test' },
  };
  return { smtp, settings };
}
