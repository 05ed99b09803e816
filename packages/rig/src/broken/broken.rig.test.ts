import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeProvider, startPracticeProvider } from '../provider/index.ts';
import { brokenRegistrations, type Entered, type Symptom, setRight } from './index.ts';
import { entered } from './practice-registration.ts';
import { type Finding, probe } from './testing/probe.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
let practice: PracticeProvider;

beforeAll(async () => {
  practice = await startPracticeProvider({ mail: 'none' });
  practice.registerRedirectUri(redirectUri);
});
afterAll(() => practice.close());

/** The symptom as the probe finds it. */
function expected(symptom: Symptom): unknown {
  const { stage } = symptom;
  switch (symptom.kind) {
    case 'aadsts':
      return expect.objectContaining({
        stage,
        code: symptom.code,
        ...(symptom.error === undefined ? {} : { error: symptom.error }),
        text: expect.stringContaining(symptom.says ?? ''),
      });
    case 'no-refresh-token':
      return { stage, error: 'no refresh token' };
    case 'audience':
      return { stage, error: 'audience', text: symptom.scope };
    case 'clock':
      return { stage, failure: 'clock' };
    case 'imap-reply':
      return expect.objectContaining({ stage, text: symptom.reply.replace(/^(NO|BAD) /, '') });
    case 'smtp-reply':
      return expect.objectContaining({
        stage,
        text: expect.stringMatching(new RegExp(`^${symptom.code}[ -]${symptom.enhanced} .*${symptom.says}`)),
      });
    case 'network':
      return expect.objectContaining({ stage, failure: failures[symptom.trouble] });
  }
}

/** What Node and nodemailer call them. */
const failures = {
  'no-connection': expect.stringMatching(/^(no-connection|ECONNREFUSED|ESOCKET)$/),
  html: 'html',
  'certificate-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
  'certificate-expired': 'CERT_HAS_EXPIRED',
  'no-starttls': 'ETLS',
} as const;

const findings = (settings: Entered): Promise<readonly Finding[]> => probe(settings, redirectUri);

test('there are at least 28, every one with a name of its own', () => {
  const ids = brokenRegistrations.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(28);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, wrong } of brokenRegistrations) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(wrong).toMatch(/^[A-Z].*\.$/);
  }
});

test('a registration that is right shows nothing', async () => {
  await setRight(practice, redirectUri);
  expect(await findings(entered(practice))).toEqual([]);
});

describe.each(brokenRegistrations)('$id', (broken) => {
  test('shows its symptoms and nothing else, and is gone when it is set right', async () => {
    await setRight(practice, redirectUri);
    const settings = await broken.setWrong(practice, redirectUri);
    expect(await findings(settings)).toEqual(broken.symptoms.map(expected));
    await setRight(practice, redirectUri);
    expect(await findings(entered(practice))).toEqual([]);
  });
});
