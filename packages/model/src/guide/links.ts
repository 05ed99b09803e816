/** The page of the provider's portal on which a step is done, by the name that the portal itself gives it in English. */
import { type Place, type Registration, whereLink } from '../catalogue/index.ts';
import type { StepId } from './steps.ts';

export interface StepLink {
  page: string;
  href: string;
}

const registered: Partial<Record<StepId, { page: string; place: Place }>> = {
  registration: { page: 'App registrations', place: 'registrations' },
  'redirect-uri': { page: 'Authentication', place: 'registration-authentication' },
  permissions: { page: 'API permissions', place: 'registration-permissions' },
  'app-permissions': { page: 'API permissions', place: 'registration-permissions' },
  credential: { page: 'Certificates & secrets', place: 'registration-credentials' },
  'gmail-api': { page: 'Gmail API', place: 'google-gmail-api' },
  publishing: { page: 'Audience', place: 'google-audience' },
};

/** Pages of Google's console that come before there is a project to open them for. */
const console = 'https://console.cloud.google.com';
const unregistered: Partial<Record<StepId, StepLink>> = {
  project: { page: 'New project', href: `${console}/projectcreate` },
  'consent-screen': { page: 'Google Auth Platform', href: `${console}/auth/overview` },
  audience: { page: 'Data Access', href: `${console}/auth/scopes` },
  client: { page: 'Clients', href: `${console}/auth/clients` },
};

/** Without a client ID the list of registrations is opened, in which the right one is then chosen. Null where no page belongs to it. */
export function stepLink(
  step: StepId,
  { authority, tenant, clientId }: Omit<Registration, 'clientId'> & { clientId: string | null },
): StepLink | null {
  const entry = registered[step];
  if (entry === undefined) return unregistered[step] ?? null;
  const ofRegistration = entry.place.startsWith('registration-');
  if (ofRegistration && clientId === null) {
    return {
      page: 'App registrations',
      href: whereLink('registrations', { authority, tenant, clientId: '' }),
    };
  }
  return { page: entry.page, href: whereLink(entry.place, { authority, tenant, clientId: clientId ?? '' }) };
}
