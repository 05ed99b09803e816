import { googleCloud, microsoftClouds, providerAppInput } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { inputOf, newValues, valuesOf, withAccess, withProvider } from './app-values.ts';

const clouds = [...microsoftClouds, googleCloud];
const named = { ...newValues(clouds), name: 'Contoso' };
const directory = '11111111-2222-4333-8444-555555555555';

describe('the values of the form', () => {
  it('begin as a registration at Microsoft for everybody, which may be saved before it has a client ID', () => {
    const input = inputOf(named);
    expect(input).toMatchObject({
      provider: 'microsoft',
      cloudId: 'global',
      tenant: 'common',
      clientId: null,
    });
    expect(providerAppInput.safeParse(input).success).toBe(true);
  });

  it('become one of Google’s, in Google’s cloud and without a tenant', () => {
    const input = inputOf(withProvider({ ...named, clientId: directory }, 'google', clouds));
    expect(input).toEqual({
      provider: 'google',
      name: 'Contoso',
      cloudId: 'google',
      clientId: null,
      credential: null,
    });
  });

  it('name one directory where an organisation grants', () => {
    const values = withAccess({ ...named, directory }, 'organisation');
    expect(inputOf(values)).toMatchObject({ access: 'organisation', tenant: directory });
    expect(providerAppInput.safeParse(inputOf(withAccess(named, 'organisation'))).success).toBe(false);
  });

  it('come back from what was saved', () => {
    const app = {
      id: '1',
      provider: 'microsoft' as const,
      name: 'Contoso',
      access: 'people' as const,
      cloudId: 'global',
      tenant: directory,
      clientId: null,
      credentials: [],
      ready: false,
      redirectUri: 'https://mail.example/oauth2/callback',
      accounts: 0,
      consents: [],
      failure: null,
      createdAt: '2026-11-21T00:00:00Z',
    };
    expect(valuesOf(app)).toEqual({ ...named, tenantKind: 'directory', directory });
    expect(valuesOf({ ...app, tenant: 'organizations' }).tenantKind).toBe('organizations');
  });
});
