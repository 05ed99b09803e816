/** What Mailroom shows of an account, read through what its screens are made of. */
import type { FolderRecord, StoredPlace } from '@mailroom/engine/ports/index';
import type { Message } from '@mailroom/model';
import type { MailScope, Store } from '@mailroom/store';
import { type Contents, comparableId, flagsInOrder, isMarkedDeleted } from './contents.ts';

export interface StoreContents {
  contents: Contents;
  /** Folders whose places are labels of mail that lies in another folder: their UIDs are those of that folder. */
  labels: ReadonlySet<string>;
  messages: readonly Message[];
  /** Sentences about what does not agree with itself. */
  contradictions: string[];
}

const pageSize = 200;

export async function storeContents(
  store: Store,
  scope: MailScope,
  accountId: string,
): Promise<StoreContents> {
  const messages = await allMessages(store, scope, accountId);
  const byPlace = await placesOf(store, messages);
  const contradictions: string[] = [];
  const contents: Contents = new Map();
  const unread: Unread = new Map();
  const folders = await store.ports.mail.listFolders(accountId);
  const labels = new Set<string>();
  for (const folder of folders) {
    if (!folder.selectable) continue;
    const lying = lyingIn(folder, folders);
    if (lying !== folder.path) labels.add(folder.path);
    const places = await placesIn(store, folder, folders);
    const shown = places.filter(({ flags }) => !isMarkedDeleted(flags));
    // A message is read as soon as one of its copies is.
    const unseen = shown.filter(({ uid }) => !byPlace.get(`${lying} ${uid}`)?.flags.includes('seen'));
    unread.set(folder.path, { messages: shown.length, unread: unseen.length });
    contents.set(
      folder.path,
      places.map(({ uid, flags }) => {
        const message = byPlace.get(`${lying} ${uid}`);
        if (!message && !isMarkedDeleted(flags))
          contradictions.push(`${folder.path} ${uid} belongs to no message that is shown`);
        return {
          uid,
          flags: flagsInOrder(flags),
          size: message?.size ?? -1,
          messageId: comparableId(message?.messageIdHeader),
        };
      }),
    );
  }
  contradictions.push(...(await wrongCounts(store, scope, accountId, unread)));
  return { contents, labels, messages, contradictions };
}

/** A label's places say nothing of flags: those of the mail that it lies on hold for them. */
async function placesIn(
  store: Store,
  folder: FolderRecord,
  folders: readonly FolderRecord[],
): Promise<StoredPlace[]> {
  const places = await store.ports.mail.places(folder.id);
  if (lyingIn(folder, folders) === folder.path || folder.labelOf === null) return places;
  const flags = new Map(
    (await store.ports.mail.places(folder.labelOf)).map((place) => [place.uid, place.flags]),
  );
  return places.map(({ uid }) => ({ uid, flags: flags.get(uid) ?? [] }));
}

/** Path of the folder whose UIDs a folder's places carry: its own, or that of the folder it is a label of. */
function lyingIn({ labelOf, path }: FolderRecord, folders: readonly FolderRecord[]): string {
  return folders.find(({ id }) => id === labelOf)?.path ?? path;
}

async function allMessages(store: Store, scope: MailScope, accountId: string): Promise<Message[]> {
  const messages: Message[] = [];
  let after: string | undefined;
  do {
    const page = await store.conversations.list(scope, { accountId, limit: pageSize, after });
    for (const { id } of page.conversations) {
      messages.push(...(await store.conversations.read(scope, id)).messages);
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
  return messages;
}

async function placesOf(store: Store, messages: readonly Message[]): Promise<Map<string, Message>> {
  const byPlace = new Map<string, Message>();
  for (const message of messages) {
    const address = await store.ports.mail.partAddress(Number(message.id));
    for (const { folderPath, uid } of address?.places ?? []) byPlace.set(`${folderPath} ${uid}`, message);
  }
  return byPlace;
}

type Unread = Map<string, { messages: number; unread: number }>;

/** The counts beside the folders' names against what the folders hold. */
async function wrongCounts(
  store: Store,
  scope: MailScope,
  accountId: string,
  counted: Unread,
): Promise<string[]> {
  const folders = await store.folders.list(scope, accountId);
  return folders.flatMap(({ path, messages, unread, selectable }) => {
    const holds = counted.get(path);
    if (!selectable || !holds) return [];
    return messages === holds.messages && unread === holds.unread
      ? []
      : [
          `${path} is said to hold ${messages} (${unread} unread) and holds ${holds.messages} (${holds.unread} unread)`,
        ];
  });
}
