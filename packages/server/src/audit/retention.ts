/** How long the audit log is kept, in days. */
import type { Store } from '@mailroom/store';
import { z } from 'zod';

const setting = 'audit.days';
/** Thirteen months: the same month of the year before can still be looked at. */
const defaultDays = 400;

export async function auditRetention(store: { settings: Pick<Store['settings'], 'get'> }): Promise<number> {
  return (await store.settings.get(setting, z.int())) ?? defaultDays;
}

export async function changeAuditRetention(store: Pick<Store, 'settings'>, days: number): Promise<void> {
  await store.settings.set(setting, days);
}
