import type { BrokenRegistration, Symptom } from './broken-registration.ts';
import { entered } from './practice-registration.ts';

/** Further than the five minutes that clocks may differ by. */
const SKEW_MS = 20 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Network, certificates, clocks and load: what lies between Mailroom and the provider. */
export const brokenNetwork: readonly BrokenRegistration[] = [
  {
    id: 'authority-unreachable',
    wrong: 'The sign-in host of the provider cannot be reached from the server.',
    mendedBy: 'operator',
    symptoms: [network('discovery', 'no-connection')],
    async setWrong(practice) {
      practice.servers.identity.setOutage('unreachable');
      return entered(practice);
    },
  },
  {
    id: 'authority-answers-html',
    wrong: 'A proxy or portal answers in place of the sign-in host, with a page.',
    mendedBy: 'operator',
    symptoms: [network('discovery', 'html')],
    async setWrong(practice) {
      practice.servers.identity.setOutage('html');
      return entered(practice);
    },
  },
  {
    id: 'clock-skew',
    wrong: "The server's clock is twenty minutes behind the provider's.",
    mendedBy: 'operator',
    symptoms: [{ kind: 'clock', stage: 'discovery' }],
    async setWrong(practice) {
      practice.servers.identity.setClockSkew(SKEW_MS);
      return entered(practice);
    },
  },
  {
    id: 'throttled',
    wrong: 'The provider has had too many token requests from the directory.',
    mendedBy: 'nobody',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 90055, error: 'temporarily_unavailable' }],
    async setWrong(practice) {
      practice.servers.identity.throttle(30);
      return entered(practice);
    },
  },
  {
    id: 'imap-unreachable',
    wrong: 'Nothing listens where the IMAP server should be: a firewall, or the wrong host or port.',
    mendedBy: 'operator',
    symptoms: [network('imap', 'no-connection')],
    async setWrong(practice) {
      await practice.servers.imap.setReachable(false);
      return entered(practice);
    },
  },
  {
    id: 'smtp-unreachable',
    wrong: 'Nothing listens where the SMTP server should be: a firewall, or the wrong host or port.',
    mendedBy: 'operator',
    symptoms: [network('smtp', 'no-connection')],
    async setWrong(practice) {
      await practice.servers.smtp.setReachable(false);
      return entered(practice);
    },
  },
  {
    id: 'imap-certificate-wrong-name',
    wrong:
      "The IMAP server's certificate is for another host: something stands in between, or the host is wrong.",
    mendedBy: 'operator',
    symptoms: [network('imap', 'certificate-name')],
    async setWrong(practice) {
      const other = practice.certificates.reissue({ hosts: ['elsewhere.example'] });
      practice.servers.imap.presentCertificate(other);
      return entered(practice);
    },
  },
  {
    id: 'imap-certificate-expired',
    wrong: "The IMAP server's certificate has expired.",
    mendedBy: 'operator',
    symptoms: [network('imap', 'certificate-expired')],
    async setWrong(practice) {
      const expired = practice.certificates.reissue({ notAfter: new Date(Date.now() - DAY_MS) });
      practice.servers.imap.presentCertificate(expired);
      return entered(practice);
    },
  },
  {
    id: 'smtp-without-starttls',
    wrong: 'The SMTP server offers no STARTTLS: something in between strips it.',
    mendedBy: 'operator',
    symptoms: [network('smtp', 'no-starttls')],
    async setWrong(practice) {
      practice.servers.smtp.faults.withholdStartTls();
      return entered(practice);
    },
  },
];

function network(
  stage: 'discovery' | 'imap' | 'smtp',
  trouble: Extract<Symptom, { kind: 'network' }>['trouble'],
): Symptom {
  return { kind: 'network', stage, trouble };
}
