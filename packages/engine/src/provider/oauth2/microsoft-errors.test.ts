import { knownNumbers } from '@mailroom/model/catalogue/index';
import { describe, expect, it } from 'vitest';
import { isProviderAppFailure, microsoftFailure, readMicrosoftError } from './microsoft-errors.ts';

const credential = { id: '1', kind: 'secret', value: 'value' } as const;
const refresh = { during: 'refresh', credential, retryAt: null } as const;
const answer = (error: string, number?: number) =>
  readMicrosoftError({
    error,
    error_description: number === undefined ? '' : `AADSTS${number}: words of Microsoft's.`,
    error_codes: number === undefined ? [] : [number],
  });

describe('microsoftFailure', () => {
  it('knows every number that a mail application meets', () => {
    const met =
      '7000215 7000222 7000218 700025 700027 70002 700016 7000112 70001 50011 500113 900971 90002 50194 50020 500208 9002332 ' +
      '90124 90130 9001023 65001 65004 650053 65005 650057 650056 650052 500011 90094 90095 50105 50034 50053 50055 50057 50126 ' +
      '50058 50072 50074 50076 50078 50079 50097 53000 53001 53002 53003 530003 530032 530035 53004 50158 50173 50132 50133 ' +
      '54005 70000 70008 700082 700084 70043 700005 501481 50147 70011 28002 28003 28000 700022 90009 9002313 90023 900144 ' +
      '90014 90055 50196 90072 500212 500213 90038 900432 50027 700021 700023 700024 1000502 70021 700211 700212 700213 50013 7000229 ' +
      '500112 9002327 9002331 16000 165000 1002012 900561 70003 700051 501491';
    expect([...knownNumbers].sort()).toEqual(met.split(' ').map(Number).sort());
  });

  it.each([
    ['invalid_client', 7000222, 'client-secret-expired', 'ask-administrator'],
    ['unauthorized_client', 700016, 'client-unknown', 'ask-administrator'],
    ['unauthorized_client', undefined, 'tenant-mismatch', 'ask-administrator'],
    ['invalid_request', 50194, 'tenant-mismatch', 'ask-administrator'],
    ['invalid_request', 50011, 'redirect-uri-mismatch', 'ask-administrator'],
    ['invalid_grant', 65001, 'scope-missing', 'reconnect'],
    ['invalid_grant', 53003, 'sign-in-blocked-by-policy', 'ask-administrator'],
    ['invalid_grant', 50173, 'grant-ended', 'reconnect'],
    ['interaction_required', 50076, 'grant-ended', 'reconnect'],
    ['access_denied', 50105, 'user-not-assigned', 'ask-administrator'],
    ['consent_required', 90094, 'admin-consent-required', 'ask-administrator'],
    ['invalid_scope', 28000, 'unexpected', 'nothing'],
    ['something_new', undefined, 'authority-failed', 'retry'],
  ])('%s with %s is %s', (error, number, kind, next) => {
    expect(microsoftFailure(answer(error, number), refresh)).toMatchObject({ kind, next: { do: next } });
  });

  it('never lets a number turn a refused app into an ended grant, or the other way round', () => {
    for (const number of knownNumbers) {
      const client = microsoftFailure(answer('invalid_client', number), refresh);
      expect(client.next.do, `invalid_client ${number}`).not.toBe('reconnect');
      const grant = microsoftFailure(answer('invalid_grant', number), refresh);
      expect(isProviderAppFailure(grant), `invalid_grant ${number}`).toBe(false);
      // Nor into a fault that nobody can mend: what an ended grant needs is a reconnection, whatever its number.
      expect(grant.kind, `invalid_grant ${number}`).not.toBe('unexpected');
      expect(microsoftFailure(answer('temporarily_unavailable', number), refresh).next.do).toBe('wait');
    }
  });

  it('knows an assertion that is refused as a grant for what it is: nobody is asked to reconnect', () => {
    const certificate = { id: '1', kind: 'certificate', privateKey: '', certificate: '' } as const;
    const refused = answer('invalid_grant', 700027);
    expect(microsoftFailure(refused, { ...refresh, credential: certificate })).toMatchObject({
      kind: 'client-certificate-refused',
      next: { do: 'ask-administrator' },
    });
    expect(microsoftFailure(refused, refresh).kind).toBe('grant-ended');
  });

  it('takes the Secret ID for the mistake only where a secret was sent', () => {
    const value = '5b0f9c1e-6a3d-4c55-9a7e-0d1f2e3a4b5c';
    const wrong = answer('invalid_client', 7000215);
    const sent = (kind: 'secret', text: string) => ({
      ...refresh,
      credential: { id: '1', kind, value: text },
    });
    expect(microsoftFailure(wrong, sent('secret', value)).kind).toBe('secret-id-instead-of-value');
    expect(microsoftFailure(wrong, sent('secret', 'a~value')).kind).toBe('client-secret-wrong');
    expect(microsoftFailure(wrong, { ...refresh, credential: null }).kind).toBe('client-secret-wrong');
  });

  it('never asks for a reconnection before there is a connection', () => {
    for (const during of ['authorize', 'redeem'] as const) {
      for (const number of knownNumbers) {
        expect(microsoftFailure(answer('invalid_grant', number), { ...refresh, during }).next.do).not.toBe(
          'reconnect',
        );
      }
    }
  });

  it('keeps an unknown number, the trace and the correlation, and quotes the words', () => {
    const description =
      'AADSTS7654321: Something new. Trace ID: 0f8fad5b-d9cb-469f-a165-70867728950e Correlation ID: ' +
      '7c9e6679-7425-40de-944b-e07fc1f90ae7 Timestamp: 2026-11-20 10:11:12Z';
    const failure = microsoftFailure(
      readMicrosoftError({ error: 'invalid_grant', error_description: description }),
      refresh,
    );
    expect(failure).toMatchObject({ kind: 'grant-ended', code: 'AADSTS7654321', quote: description });
    expect(failure.detail).toEqual({
      error: 'invalid_grant',
      traceId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      correlationId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      timestamp: '2026-11-20 10:11:12Z',
    });
  });

  it('survives an answer of the wrong shape', () => {
    const odd = readMicrosoftError({ error: 7, error_description: null, error_codes: ['x', {}, 1.5] });
    expect(odd).toMatchObject({ error: 'unknown', description: '', numbers: [] });
  });
});
