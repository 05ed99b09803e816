/** The registration as Microsoft Graph describes one (application resource, v1.0): what both blocks send and the manifest holds. */
import type { AppAccess } from '../provider-app.ts';
import { audienceOf, type SignInAudience } from './audience.ts';
import {
  applicationPermissions,
  delegatedPermissions,
  exchangeOnline,
  microsoftGraph,
  type Permission,
} from './permissions.ts';

/** What is to be registered. */
export interface Wish {
  /** Shown to people on the consent page. */
  name: string;
  access: AppAccess;
  tenant: string;
  /** Origin of the identity platform, which tells the cloud. */
  authority: string;
  /** The cloud's id in Mailroom, which comes back in the pasted line. */
  cloudId: string;
  redirectUri: string;
  /** Calendar date on which the secret is to end. */
  secretEnds: string;
}

interface ResourceAccess {
  resourceAppId: string;
  resourceAccess: { id: string; type: 'Scope' | 'Role' }[];
}

/** The part that may be set again at any time. */
export interface RegistrationSettings {
  signInAudience: SignInAudience;
  /** Version 2 is demanded of every audience with personal accounts, and right for the others. */
  api: { requestedAccessTokenVersion: 2 };
  isFallbackPublicClient: false;
  requiredResourceAccess: ResourceAccess[];
}

export interface Registration extends RegistrationSettings {
  displayName: string;
  web: { redirectUris: string[] };
}

const resource = (
  resourceAppId: string,
  permissions: readonly Permission[],
  type: 'Scope' | 'Role',
): ResourceAccess => ({ resourceAppId, resourceAccess: permissions.map(({ id }) => ({ id, type })) });

export function registrationSettings({ tenant, access }: Wish): RegistrationSettings {
  return {
    signInAudience: audienceOf(tenant),
    api: { requestedAccessTokenVersion: 2 },
    isFallbackPublicClient: false,
    requiredResourceAccess:
      access === 'people'
        ? [resource(microsoftGraph, delegatedPermissions, 'Scope')]
        : [resource(exchangeOnline, applicationPermissions, 'Role')],
  };
}

export function registration(wish: Wish): Registration {
  return {
    displayName: wish.name,
    web: { redirectUris: [wish.redirectUri] },
    ...registrationSettings(wish),
  };
}

/** The file that the portal's page "Manifest" takes with "Upload" ("App manifest, Microsoft Graph format"). */
export function appManifest(wish: Wish): string {
  return `${JSON.stringify(registration(wish), null, 2)}\n`;
}
