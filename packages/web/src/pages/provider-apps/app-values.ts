/** A provider app as its form holds it: text in every field, and the tenant as a choice with a name beside it. */
import type { AppAccess, Cloud, ProviderApp, ProviderAppInput, ProviderKind } from '@mailroom/model';

export const tenantKinds = ['common', 'organizations', 'consumers', 'directory'] as const;
export type TenantKind = (typeof tenantKinds)[number];

export interface AppValues {
  provider: ProviderKind;
  access: AppAccess;
  name: string;
  cloudId: string;
  tenantKind: TenantKind;
  directory: string;
  clientId: string;
}

const kindOf = (tenant: string | null): TenantKind =>
  tenant === null ? 'common' : (tenantKinds.find((kind) => kind === tenant) ?? 'directory');

const firstCloud = (clouds: readonly Cloud[], wanted: ProviderKind): string =>
  clouds.find(({ provider }) => provider === wanted)?.id ?? '';

export function valuesOf(app: ProviderApp): AppValues {
  const { provider, access, name, cloudId, tenant, clientId } = app;
  const tenantKind = kindOf(tenant);
  const directory = tenantKind === 'directory' ? (tenant ?? '') : '';
  return { provider, access, name, cloudId, tenantKind, directory, clientId: clientId ?? '' };
}

export function newValues(clouds: readonly Cloud[]): AppValues {
  return {
    provider: 'microsoft',
    access: 'people',
    name: '',
    cloudId: firstCloud(clouds, 'microsoft'),
    tenantKind: 'common',
    directory: '',
    clientId: '',
  };
}

/** Of another provider: its first cloud; what its registration does not have is dropped. */
export function withProvider(values: AppValues, provider: ProviderKind, clouds: readonly Cloud[]): AppValues {
  return { ...values, provider, access: 'people', cloudId: firstCloud(clouds, provider), clientId: '' };
}

/** What an administrator grants for an organisation is granted in one directory. */
export function withAccess(values: AppValues, access: AppAccess): AppValues {
  return access === 'organisation' ? { ...values, access, tenantKind: 'directory' } : { ...values, access };
}

/** As the contract takes it, without a credential; an empty client ID is one that is still to come. */
export function inputOf(values: AppValues): ProviderAppInput {
  const { provider, access, name, cloudId, tenantKind, directory } = values;
  const clientId = values.clientId.trim() || null;
  const common = { name, cloudId, clientId, credential: null };
  if (provider === 'google') return { provider, ...common };
  return { provider, access, tenant: tenantKind === 'directory' ? directory : tenantKind, ...common };
}
