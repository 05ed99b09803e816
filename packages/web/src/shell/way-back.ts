/**
 * Where a person goes on after linking a mailbox that another screen asked for: the guide or the doctor, while the sign-in page had the
 * tab. Kept in the tab, per provider app, so that a mailbox linked through another app later leads nowhere unexpected.
 */
import { ownPath } from './own-path.ts';

const storageKey = 'mailroom.way-back';

interface WayBack {
  providerAppId: string;
  path: string;
}

export function rememberWayBack(wayBack: WayBack, store: Storage = sessionStorage): void {
  store.setItem(storageKey, JSON.stringify(wayBack));
}

/** The path, once; null where no screen waits for a mailbox of this app. */
export function takeWayBack(providerAppId: string | null, store: Storage = sessionStorage): string | null {
  const kept = read(store.getItem(storageKey));
  if (kept === null || kept.providerAppId !== providerAppId) return null;
  store.removeItem(storageKey);
  return ownPath(kept.path);
}

function read(text: string | null): WayBack | null {
  if (text === null) return null;
  try {
    const { providerAppId, path } = JSON.parse(text) as Partial<WayBack>;
    return typeof providerAppId === 'string' && typeof path === 'string' ? { providerAppId, path } : null;
  } catch {
    return null;
  }
}
