import { type Credential, type CredentialNotice, daysLeft, noticeDays } from '@mailroom/model';
import type { StoredProviderApp } from '@mailroom/store';

/** Another one that the provider takes and that holds longer: nothing stops when `ending` ends. */
function outlives(other: Credential, ending: { id: string; expires: string }): boolean {
  if (other.id === ending.id || other.failure !== null) return false;
  return other.expires === null || other.expires > ending.expires;
}

function noticeOf(app: StoredProviderApp, { id, expires }: Credential, now: Date): CredentialNotice | null {
  if (expires === null) return null;
  const days = daysLeft(expires, now);
  if (days > noticeDays[0]) return null;
  return {
    kind: 'credential-expires',
    providerAppId: app.id,
    name: app.name,
    credentialId: id,
    expires,
    days,
    covered: app.credentials.some((other) => outlives(other, { id, expires })),
  };
}

/** Of every credential whose end is near or over, the nearest first. */
export function noticesOf(apps: readonly StoredProviderApp[], now: Date): CredentialNotice[] {
  return apps
    .flatMap((app) => app.credentials.flatMap((each) => noticeOf(app, each, now) ?? []))
    .toSorted((a, b) => a.days - b.days);
}
