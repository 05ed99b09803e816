import type { Page } from 'playwright-core';
import type { World } from '../world.ts';

/** Links the provider's first person by their password, and begins to synchronise everything. The page must be signed in. */
export async function linkWithPassword(page: Page, world: World): Promise<void> {
  const { imap, smtp, people } = world.provider;
  const login = { user: people[0].userName, password: people[0].password, security: 'tls' };
  const headers = { origin: world.address };
  const linked = await page.request.post(`${world.address}/api/v1/accounts/link/imap`, {
    headers,
    data: {
      address: people[0].userName,
      name: people[0].name,
      imap: { ...login, host: imap.host, port: imap.port, security: imap.security },
      smtp: { ...login, host: smtp.host, port: smtp.port, security: smtp.security },
    },
  });
  const { id } = (await linked.json()) as { id: string };
  await page.request.post(`${world.address}/api/v1/accounts/${id}/start`, {
    headers,
    data: { since: { kind: 'everything' } },
  });
}
