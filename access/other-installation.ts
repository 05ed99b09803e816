/** Another organisation, which has an installation of its own: what opens something there must open nothing here, and the other way round. */
import type { Browser } from '@mailroom/server/testing/browser';
import { invite } from '@mailroom/server/testing/invite';
import { seedMail } from '@mailroom/server/testing/seed-mail';
import { startTestServer, type TestServer } from '@mailroom/server/testing/test-server';
import { z } from 'zod';
import { makeKey } from './belongings.ts';

export interface OtherInstallation {
  server: TestServer;
  /** Its administrator, who has a mailbox. */
  owner: Browser;
  key: string;
  invitationToken: string;
  /** Path of an image in its owner’s mail, which needs no session. */
  image: string;
}

export async function openOther(): Promise<OtherInstallation> {
  const server = await startTestServer({}, { unlimited: true });
  const owner = await server.signedIn();
  const { id } = z.object({ id: z.string() }).parse((await owner.ask('/api/v1/me')).json);
  const { messageId } = await seedMail(server.dataDir, id);
  const html = await owner.ask(`/api/v1/messages/${messageId}/html`);
  const { inline } = z.object({ inline: z.string() }).parse(html.json);
  return {
    server,
    owner,
    key: (await makeKey(owner, ['read', 'organise', 'send', 'accounts', 'administration'])).secret,
    invitationToken: (await invite(owner)).token,
    image: `${inline}${encodeURIComponent('real@x')}`,
  };
}
