import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entryById } from '../catalogue/index.ts';
import type { CheckResult } from '../doctor/index.ts';
import { reportState } from '../doctor/index.ts';
import {
  currentStep,
  type GuideSubject,
  guideSteps,
  guideWays,
  manualSteps,
  mendedIn,
  type StepState,
} from './steps.ts';

function check(
  id: CheckResult['id'],
  state: CheckResult['state'],
  finding: string | null = null,
): CheckResult {
  const skipped = state === 'skipped' ? 'client-id-not-entered' : null;
  return { id, state, finding, skipped, asked: '', answered: null, code: null, detail: {}, where: null };
}

const report = (...checks: CheckResult[]): GuideSubject['report'] => ({ state: reportState(checks), checks });

const draft = { clientId: null, credentials: [], ready: false, accounts: 0 };
const secret = {
  id: 's1',
  kind: 'secret',
  hint: '…Ab3',
  expires: null,
  failure: null,
  createdAt: '2026-11-21T00:00:00Z',
} as const;
const complete = { clientId: 'c', credentials: [secret], ready: true, accounts: 0 };

const byHand = { kind: 'microsoft', way: 'hand', app: complete, report: null } as const;

function states(subject: GuideSubject): Record<string, StepState> {
  return Object.fromEntries(guideSteps(subject).map(({ id, state }) => [id, state]));
}

describe('the guide', () => {
  it('asks five things of an administrator on the short way, and at most five', () => {
    expect(manualSteps('microsoft', 'block')).toBe(5);
    expect(manualSteps('microsoft', 'hand')).toBeGreaterThan(5);
    for (const way of guideWays) expect(manualSteps('google', way)).toBe(manualSteps('google', 'hand'));
  });

  it('takes as many steps as its page in the documents says', () => {
    const page = readFileSync(new URL('../../../../docs/guide-steps.md', import.meta.url), 'utf8');
    const [hand, block] = [manualSteps('microsoft', 'hand'), manualSteps('microsoft', 'block')];
    expect(page).toContain(`| **Numbered steps** | **20** | **${hand}** | **${block}** |`);
    expect(page).toContain(`the short way has ${manualSteps('organisation', 'block')} steps`);
    expect(page).toContain(`Google has ${manualSteps('google', 'hand')},`);
  });

  it('begins with everything to do', () => {
    for (const kind of ['microsoft', 'organisation', 'google'] as const) {
      for (const way of guideWays) {
        const subject = { kind, way, app: null, report: null };
        expect(new Set(Object.values(states(subject)))).toEqual(new Set(['todo']));
        expect(currentStep(guideSteps(subject))).toBe(guideSteps(subject)[0]?.id);
      }
    }
  });

  it('goes on at the first step that is not done', () => {
    const at = (subject: GuideSubject) => currentStep(guideSteps(subject));
    const authority = report(check('authority', 'right'));
    expect(at({ ...byHand, app: draft, report: authority })).toBe('registration');
    expect(at({ ...byHand, way: 'block', app: draft, report: authority })).toBe('block');
    const named = { ...draft, clientId: 'c' };
    expect(at({ ...byHand, app: named, report: authority })).toBe('credential');
    expect(at({ ...byHand, report: authority })).toBe('check');
    const seen = report(
      check('authority', 'right'),
      check('registration', 'right'),
      check('rehearsal-imap', 'right'),
    );
    expect(at({ ...byHand, app: { ...complete, accounts: 1 }, report: seen })).toBe('tell');
    expect(at({ ...byHand, app: { ...complete, accounts: 2 }, report: seen })).toBe(null);
  });

  it('calls entered what has not been seen to work, and right what has', () => {
    expect(states(byHand)).toMatchObject({
      registration: 'unsure',
      permissions: 'unsure',
      credential: 'unsure',
    });
    expect(
      states({
        ...byHand,
        report: report(
          check('registration', 'right'),
          check('secret', 'right'),
          check('rehearsal-scopes', 'right'),
        ),
      }),
    ).toMatchObject({
      registration: 'right',
      'redirect-uri': 'right',
      permissions: 'right',
      credential: 'right',
    });
  });

  it.each([
    ['redirect-uri', check('registration', 'wrong', 'redirect-uri-mismatch')],
    ['registration', check('registration', 'wrong', 'client-unknown')],
    ['directory', check('registration', 'wrong', 'single-tenant-over-common')],
    ['directory', check('authority', 'wrong', 'tenant-not-found')],
    ['credential', check('secret', 'wrong', 'client-secret-is-its-id')],
    ['credential', check('sign-in', 'wrong', 'client-secret-expired')],
    ['check', check('sign-in', 'wrong', 'admin-consent-required')],
    ['permissions', check('rehearsal-scopes', 'wrong', 'permission-not-listed')],
    ['check', check('rehearsal-smtp', 'wrong', 'smtp-switched-off-for-tenant')],
    ['check', check('sign-in', 'wrong', null)],
    ['check', check('own-address', 'wrong', 'own-address-not-reachable')],
  ])('shows on the card “%s” what is mended there', (step, wrong) => {
    const steps = guideSteps({ ...byHand, report: report(wrong) });
    expect(steps.filter(({ state }) => state === 'wrong').map(({ id }) => id)).toEqual([step]);
    expect(steps.find(({ id }) => id === step)?.checks).toEqual([wrong]);
    expect(currentStep(steps)).toBe(step === 'directory' ? 'directory' : step);
  });

  it('names only findings that the catalogue has, each once', () => {
    const named = mendedIn.flatMap(({ findings }) => findings);
    expect(named.filter((id) => entryById(id) === undefined)).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('shows what an organisation has not granted where the block grants it', () => {
    const wrong = check('rehearsal-scopes', 'wrong', 'organisation-permission-missing');
    const wrongSteps = (way: 'block' | 'hand') =>
      guideSteps({ kind: 'organisation', way, app: complete, report: report(wrong) })
        .filter(({ state }) => state === 'wrong')
        .map(({ id }) => id);
    expect(wrongSteps('block')).toEqual(['block']);
    expect(wrongSteps('hand')).toEqual(['app-permissions']);
  });

  it('says once, and on one card, that the provider cannot be reached', () => {
    const wrong = (['clock', 'authority', 'registration', 'secret'] as const).map((id) =>
      check(id, 'wrong', 'authority-not-reachable'),
    );
    const steps = guideSteps({ ...byHand, report: report(...wrong) });
    expect(steps.filter(({ state }) => state === 'wrong').map(({ id }) => id)).toEqual(['directory']);
    expect(steps.flatMap(({ checks }) => checks)).toHaveLength(1);
  });

  it('loses no answer on the short way, where one card stands for several', () => {
    const troubles = [
      check('registration', 'wrong', 'redirect-uri-mismatch'),
      check('secret', 'wrong', 'client-secret-wrong'),
      check('rehearsal-scopes', 'wrong', 'permission-not-listed'),
      check('imap-server', 'unsure', 'connection-timed-out'),
    ];
    const subject: GuideSubject = { ...byHand, way: 'block', report: report(...troubles) };
    const shown = guideSteps(subject).flatMap(({ checks }) => checks);
    expect(new Set(shown)).toEqual(new Set(troubles));
    expect(guideSteps(subject).find(({ id }) => id === 'block')?.checks).toHaveLength(3);
  });

  it.each([
    ['client', check('registration', 'wrong', 'google-redirect-uri-mismatch')],
    ['gmail-api', check('rehearsal-aliases', 'wrong', 'google-api-not-enabled')],
    ['audience', check('sign-in', 'wrong', 'google-app-in-testing')],
    ['publishing', check('rehearsal-refresh', 'wrong', 'google-access-ends-weekly')],
    ['check', check('sign-in', 'wrong', 'google-policy-of-organisation')],
  ])('shows on Google’s card “%s” what is mended there', (step, wrong) => {
    const steps = guideSteps({ kind: 'google', way: 'hand', app: complete, report: report(wrong) });
    expect(steps.filter(({ state }) => state === 'wrong').map(({ id }) => id)).toEqual([step]);
  });
});
