import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSigningCertificate } from '../../identity/testing/certificate.ts';
import { readCertificate } from '../../identity/world/credentials.ts';
import { type PracticeProvider, startPracticeProvider } from '../../provider/index.ts';
import { setRight } from '../set-right.ts';
import { tryImap } from '../testing/mail-servers.ts';
import { brokenProofs, type EnteredCredential, type EnteredProof } from './index.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
let practice: PracticeProvider;

beforeAll(async () => {
  practice = await startPracticeProvider({ mail: 'none' });
  practice.registerRedirectUri(redirectUri);
});
afterAll(() => practice.close());

async function signedAssertion(clientId: string, audience: string): Promise<string> {
  const { privateKey, certificatePem } = makeSigningCertificate();
  const { thumbprint } = readCertificate(certificatePem);
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', 'x5t#S256': thumbprint })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m')
    .sign(privateKey);
}

/** Asks for the application's own token, with plain fetch and nothing of the product. */
async function ask(
  { clientId, tenant }: EnteredProof,
  credential: EnteredCredential,
): Promise<Readonly<Record<string, unknown>>> {
  const url = `${practice.authority}/${tenant}/oauth2/v2.0/token`;
  const assertion =
    credential.kind === 'certificate'
      ? await signedAssertion(clientId, url)
      : credential.kind === 'federated'
        ? credential.token
        : null;
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: `${practice.scopePrefix}.default`,
      ...(credential.kind === 'secret' ? { client_secret: credential.value } : {}),
      ...(assertion === null
        ? {}
        : {
            client_assertion: assertion,
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          }),
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

function rolesOf(token: string): unknown {
  const [, payload = ''] = token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { roles?: unknown }).roles;
}

test('every one has a name of its own and says what is wrong', () => {
  expect(new Set(brokenProofs.map(({ id }) => id)).size).toBe(brokenProofs.length);
  for (const { id, wrong } of brokenProofs) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(wrong).toMatch(/^[A-Z].*\.$/);
  }
});

describe.each(brokenProofs)('$id', ({ symptom, setWrong }) => {
  test('shows its symptom on the wire, and is gone when it is set right', async () => {
    await setRight(practice, redirectUri);
    const entered = await setWrong(practice, redirectUri);
    const answers = await Promise.all(entered.credentials.map((credential) => ask(entered, credential)));
    expect(answers.map(({ error_codes: codes }) => (Array.isArray(codes) ? codes[0] : null))).toEqual(
      symptom.codes,
    );
    const accessToken = String(answers[0]?.access_token);
    if (symptom.roles !== undefined) expect(rolesOf(accessToken)).toEqual(symptom.roles);
    if (symptom.imap !== undefined) {
      const rehearsal = { userName: entered.mailbox ?? '' };
      expect(await tryImap({ ...practice, rehearsal }, { accessToken })).toMatchObject({
        text: symptom.imap.replace(/^NO /, ''),
      });
    }
    await setRight(practice, redirectUri);
    const right = { ...entered, tenant: practice.tenant };
    const good = { kind: 'secret', value: practice.clientSecret.value } as const;
    const token = String((await ask(right, good)).access_token);
    expect(rolesOf(token)).toEqual([]);
  });
});
