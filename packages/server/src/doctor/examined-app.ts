import type { DoctorTarget } from '@mailroom/engine/doctor/index';
import type { OpenedProviderApp, StoredProviderApp } from '@mailroom/store';

/** A provider app as the doctor examines it, complete or not: what is shown of its credentials, and what is proven with. */
export function examinedApp(stored: StoredProviderApp, opened: OpenedProviderApp): DoctorTarget['app'] {
  return {
    ...opened,
    credentials: stored.credentials.map(({ id, kind, hint, expires }) => ({
      id,
      kind,
      hint,
      expires,
      proof: opened.credentials.find((each) => each.id === id) ?? null,
    })),
  };
}
