import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeGoogle, startPracticeGoogle } from '../../provider/index.ts';
import type { GoogleSymptom } from './broken-google-client.ts';
import { brokenGoogleClients, enteredAtGoogle, setGoogleRight } from './google-clients.ts';
import { probeGoogle } from './testing/probe.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
let practice: PracticeGoogle;

beforeAll(async () => {
  practice = await startPracticeGoogle({ mail: 'none' });
  practice.registerRedirectUri(redirectUri);
});
afterAll(() => practice.close());

/** The symptom as the probe finds it. */
function expected(symptom: GoogleSymptom): unknown {
  const { stage } = symptom;
  switch (symptom.kind) {
    case 'blocked':
    case 'oauth':
      return { stage, error: symptom.error };
    case 'scope-missing':
      return { stage, error: 'scope missing' };
    case 'refresh-token-ends':
      return { stage, error: 'refresh token ends', seconds: symptom.seconds };
    case 'no-refresh-token':
      return { stage, error: 'no refresh token' };
    case 'api':
      return { stage, error: `${symptom.status} ${symptom.reason}` };
    case 'imap-reply':
      return expect.objectContaining({ stage, text: symptom.reply });
    case 'smtp-reply':
      return expect.objectContaining({
        stage,
        text: expect.stringMatching(new RegExp(`^${symptom.code}[ -].*${symptom.says}`)),
      });
  }
}

test('every one has a name of its own, told apart from those of Microsoft', () => {
  const ids = brokenGoogleClients.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^google(-[a-z]+)+$/);
});

test('a client that is right shows nothing', async () => {
  setGoogleRight(practice);
  expect(await probeGoogle(enteredAtGoogle(practice), redirectUri)).toEqual([]);
});

describe.each(brokenGoogleClients)('$id', (broken) => {
  test('shows its symptoms and nothing else, and is gone when it is set right', async () => {
    setGoogleRight(practice);
    const settings = await broken.setWrong(practice);
    expect(await probeGoogle(settings, redirectUri)).toEqual(broken.symptoms.map(expected));
    setGoogleRight(practice);
    expect(await probeGoogle(enteredAtGoogle(practice), redirectUri)).toEqual([]);
  });
});
