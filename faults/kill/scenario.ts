/** What is synchronised while the process is killed: a mailbox, what happens to it, and what its owner asks for. */
import type { PresetName } from '@mailroom/rig/imap/index';
import type { TcpProxy } from '@mailroom/rig/network/index';
import { createRandom } from '@mailroom/rig/world/random';
import type { MailScope, Store } from '@mailroom/store';
import { LetterWriter } from '../server/letters.ts';
import type { MailServer } from '../server/mail-server.ts';
import { startPractice } from '../server/practice.ts';

export interface Scenario {
  name: string;
  preset: PresetName;
  /** What else happens at the server once the mailbox has been synchronised; null where the first synchronisation is interrupted. */
  changes: ((server: MailServer, letters: LetterWriter) => Promise<void>) | null;
  /** What the owner asks for before the process that dies has started. */
  asked: (store: Store, scope: MailScope, accountId: string) => Promise<void>;
}

export interface Setting {
  server: MailServer;
  letters: LetterWriter;
}

/** The server is the same each time it is started. */
export async function startSetting({ preset }: Pick<Scenario, 'preset'>, line?: TcpProxy): Promise<Setting> {
  const address = 'ann@example.org';
  const server = await startPractice({
    ...(line ? { line } : {}),
    kind: preset,
    address,
    secret: 'good-password',
    language: 'en',
    withheld: [],
  });
  const { hands } = server;
  // Every folder is as many points at which to die again.
  for (const path of await hands.folders()) if (path !== 'INBOX') await hands.deleteFolder(path);
  await hands.createFolder('Project');
  const letters = new LetterWriter(address, createRandom('kill test'));
  for (let count = 0; count < 12; count += 1)
    await deliver(server, letters, count % 3 === 0 ? 'Project' : 'INBOX');
  return { server, letters };
}

async function deliver({ hands }: MailServer, letters: LetterWriter, path: string): Promise<void> {
  const { raw, receivedAt } = letters.next();
  await hands.deliver(path, raw, { receivedAt });
}

/** Flags two of the newest conversations, and moves another into a folder. */
async function flagAndMove(store: Store, scope: MailScope, accountId: string): Promise<void> {
  const { conversations } = await store.conversations.list(scope, { accountId, limit: 3 });
  const [flagged = [], seen = [], moved = []] = await Promise.all(
    conversations.map(async ({ id }) =>
      (await store.conversations.read(scope, id)).messages.map((each) => each.id),
    ),
  );
  const project = (await store.folders.list(scope, accountId)).find(({ path }) => path === 'Project');
  if (!project) throw new Error('There is no folder to move to');
  await store.intents.create(scope, { kind: 'flag', messageIds: flagged, flag: 'flagged', value: true });
  await store.intents.create(scope, { kind: 'flag', messageIds: seen, flag: 'seen', value: true });
  await store.intents.create(scope, { kind: 'move', messageIds: moved, folderId: project.id });
}

const nothing = async () => undefined;

export const scenarios: readonly Scenario[] = [
  { name: 'a first synchronisation with its texts', preset: 'plain', changes: null, asked: nothing },
  {
    name: 'another UIDVALIDITY, new mail, removals, moves and flags, and flags and moves to push',
    preset: 'dovecot',
    async changes(server, letters) {
      const { hands } = server;
      await deliver(server, letters, 'INBOX');
      await hands.expunge('INBOX', [2]);
      await hands.move('INBOX', 3, 'Project');
      await hands.setFlag('INBOX', 4, '\\Answered', true);
      await hands.renumber('Project');
    },
    asked: flagAndMove,
  },
];
