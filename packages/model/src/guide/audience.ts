/** The tenant in Mailroom and the "Supported account types" of the registration are one decision, made in two places. */
import type { AppAccess } from '../provider-app.ts';
import { azureCloudOf } from './azure-cloud.ts';

/** `signInAudience` of the Microsoft Graph application resource. */
export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount';

export const tenantKinds = ['common', 'organizations', 'consumers', 'directory'] as const;
/** `directory` stands for one directory, by its ID or verified domain. */
export type TenantKind = (typeof tenantKinds)[number];

export function tenantKindOf(tenant: string): TenantKind {
  return tenantKinds.find((kind) => kind === tenant) ?? 'directory';
}

const audiences: Readonly<Record<TenantKind, SignInAudience>> = {
  common: 'AzureADandPersonalMicrosoftAccount',
  organizations: 'AzureADMultipleOrgs',
  consumers: 'PersonalMicrosoftAccount',
  directory: 'AzureADMyOrg',
};

/**
 * "Supported account types" as the registration page words them today. Older portals say the same at greater length ("Accounts in
 * any organizational directory …").
 */
export const audienceLabels: Readonly<Record<TenantKind, string>> = {
  common: 'Any Entra ID Tenant + Personal Microsoft accounts',
  organizations: 'Multiple Entra ID tenants',
  consumers: 'Personal accounts only',
  directory: 'Single tenant only',
};

export const audienceOf = (tenant: string): SignInAudience => audiences[tenantKindOf(tenant)];

/**
 * Where a choice cannot work, or works otherwise than it looks. `personal-in-national-cloud`: national clouds have no personal
 * accounts. `organisation-needs-directory`: a directory's administrator grants for that directory only, so it must be named.
 * `consumers-only`: nobody with a work mailbox can sign in. `unverified-publisher`: people of other directories may not consent by
 * themselves to an application of an unverified publisher ("Publisher verification").
 */
export const audienceWarnings = [
  'personal-in-national-cloud',
  'organisation-needs-directory',
  'consumers-only',
  'unverified-publisher',
] as const;
export type AudienceWarning = (typeof audienceWarnings)[number];

/** Those with which the choice cannot be saved sensibly; the others are worth knowing. */
export const impossible: ReadonlySet<AudienceWarning> = new Set([
  'personal-in-national-cloud',
  'organisation-needs-directory',
]);

/** @param authority origin of the identity platform, which tells the cloud. */
export function audienceWarning(choice: {
  authority: string;
  tenant: string;
  access: AppAccess;
}): AudienceWarning | null {
  const kind = tenantKindOf(choice.tenant);
  if (choice.access === 'organisation') return kind === 'directory' ? null : 'organisation-needs-directory';
  const national = azureCloudOf(choice.authority)?.national === true;
  if (national && (kind === 'common' || kind === 'consumers')) return 'personal-in-national-cloud';
  if (kind === 'consumers') return 'consumers-only';
  return kind === 'directory' ? null : 'unverified-publisher';
}
