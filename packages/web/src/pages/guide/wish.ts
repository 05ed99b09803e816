import type { Cloud, ProviderApp } from '@mailroom/model';
import type { Wish } from '@mailroom/model/guide/registration';

/** The registration that an app of Mailroom's needs, with a secret that ends after some months, counted from today. */
export function wishOf(app: ProviderApp, cloud: Cloud, months: number, today = new Date()): Wish {
  const ends = new Date(Date.UTC(today.getFullYear(), today.getMonth() + months, today.getDate()));
  return {
    name: app.name,
    access: app.access,
    tenant: app.tenant ?? 'common',
    authority: cloud.authority,
    cloudId: cloud.id,
    redirectUri: app.redirectUri,
    // One day less, so that two years are not a day more than the two years allowed.
    secretEnds: new Date(ends.getTime() - 86_400_000).toISOString().slice(0, 10),
  };
}
