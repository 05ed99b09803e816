import { TOKEN_EXCHANGE_AUDIENCE } from '../../identity/index.ts';
import type { PracticeProvider } from '../../provider/index.ts';
import { register } from '../practice-registration.ts';
import type { BrokenProof, EnteredCredential, EnteredProof } from './broken-proof.ts';

/** A Kubernetes cluster's, say; it needs to be asked for keys only where its words are right. */
const ISSUER = 'https://issuer.practice.example';
const SUBJECT = 'system:serviceaccount:mail:mailroom';

const trusted = { issuer: ISSUER, subject: SUBJECT };

/** Credentials of other kinds than one secret, and two side by side. */
export const brokenCredentialProofs: readonly BrokenProof[] = [
  {
    id: 'certificate-not-uploaded',
    wrong: "Mailroom's certificate has not been uploaded to the registration.",
    mendedBy: 'administrator',
    symptom: { codes: [700027] },
    setWrong: async (practice) => entered(practice, [{ kind: 'certificate' }]),
  },
  {
    id: 'federated-subject-mismatch',
    wrong: 'The federated credential names another subject than the token of the platform.',
    mendedBy: 'administrator',
    symptom: { codes: [700213] },
    setWrong: federated({ iss: ISSUER, sub: 'system:serviceaccount:default:mailroom' }),
  },
  {
    id: 'federated-issuer-unknown',
    wrong: 'The federated credential names another issuer than the token of the platform.',
    mendedBy: 'administrator',
    symptom: { codes: [700211] },
    setWrong: federated({ iss: 'https://another.practice.example', sub: SUBJECT }),
  },
  {
    id: 'federated-audience-other',
    wrong: 'The platform issues its token for another audience than the token exchange.',
    mendedBy: 'administrator',
    symptom: { codes: [700212] },
    setWrong: federated({ iss: ISSUER, sub: SUBJECT, aud: 'https://kubernetes.default.svc' }),
  },
  {
    id: 'federated-file-empty',
    wrong: 'The platform has not written its token into the file.',
    mendedBy: 'operator',
    symptom: { codes: [7000218] },
    setWrong: async (practice) => entered(practice, [{ kind: 'federated', token: '' }]),
  },
  {
    id: 'both-secrets-expired',
    wrong: 'Of two client secrets both have expired.',
    mendedBy: 'administrator',
    symptom: { codes: [7000222, 7000222] },
    async setWrong(practice, redirectUri) {
      const older = 'practice~The.Older-Secret';
      const expires = new Date(0);
      register(practice, redirectUri, {
        secrets: [
          { ...practice.clientSecret, expires },
          { value: older, expires },
        ],
      });
      return entered(practice, [secret(practice.clientSecret.value), secret(older)]);
    },
  },
  {
    id: 'newer-secret-wrong',
    wrong: 'The newer of two client secrets is none of the registration; the older one still works.',
    mendedBy: 'administrator',
    symptom: { codes: [7000215, null] },
    setWrong: async (practice) =>
      entered(practice, [
        secret('practice~Another.Registrations-Secret'),
        secret(practice.clientSecret.value),
      ]),
  },
];

function secret(value: string): EnteredCredential {
  return { kind: 'secret', value };
}

/** A token of the platform whose words are wrong; before they are right nobody looks at its signature. */
function federated(claims: Readonly<Record<string, string>>): BrokenProof['setWrong'] {
  return async (practice, redirectUri) => {
    register(practice, redirectUri, { federatedCredentials: [trusted] });
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { aud: TOKEN_EXCHANGE_AUDIENCE, ...claims };
    const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.${part({})}`;
    return entered(practice, [{ kind: 'federated', token }]);
  };
}

function entered(
  { clientId, tenant }: PracticeProvider,
  credentials: readonly EnteredCredential[],
): EnteredProof {
  return { access: 'people', clientId, tenant, credentials, mailbox: null };
}
