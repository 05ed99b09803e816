/** The Sent folder as the outbox needs it, for providers that do not file what is submitted. */
import { Failure } from '@mailroom/model';
import type { SentFolder } from '../outbox/index.ts';
import type { MailPort } from '../ports/mail.ts';
import type { SideSession } from './side-session.ts';

export function sentFolder(mail: MailPort, side: SideSession): SentFolder {
  async function path(accountId: string): Promise<string> {
    const folder = (await mail.listFolders(accountId)).find(({ role }) => role === 'sent');
    if (folder) return folder.path;
    throw new Failure({ origin: 'provider', kind: 'folder-not-selectable', detail: { folder: 'sent' } });
  }
  return {
    async holds(accountId, messageId) {
      const folder = await path(accountId);
      return await side.use(async (session) => {
        await session.select(folder);
        return (await session.searchUids({ messageId })).length > 0;
      });
    },
    async append(accountId, raw, at) {
      const folder = await path(accountId);
      await side.use((session) => session.append(folder, raw, ['\\Seen'], at));
    },
  };
}
