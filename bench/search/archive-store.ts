/** A store filled with the rig's generated mail, without a server in between: what search is measured on. */
import type { Arrival } from '@mailroom/engine/ports/index';
import { indexedWords } from '@mailroom/engine/words/index';
import { type FiledMessage, type Language, writeArchive } from '@mailroom/rig/world/index';
import type { Store } from '@mailroom/store';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { addAccount } from '../bench-store.ts';

const perBatch = 500;

export interface FilledStore {
  store: Store;
  accountId: string;
  /** How many messages hold a word, by language. */
  frequencies: Map<Language, Map<string, number>>;
  /** CPU microseconds of this process and its index thread for a message, without making and parsing it. */
  cpuPerMessage: { arrivals: number; bodies: number };
  mailBytes: number;
}

export async function fillStore(store: Store, messages: number): Promise<FilledStore> {
  return fillAccount(store, {}, messages);
}

/** @param whose another account than the measurements' own, filled with other mail */
export async function fillAccount(
  store: Store,
  whose: { owner?: string; address?: string },
  messages: number,
): Promise<FilledStore> {
  const accountId = await addAccount(store, whose);
  const filled: FilledStore = {
    store,
    accountId,
    frequencies: new Map(),
    cpuPerMessage: { arrivals: 0, bodies: 0 },
    mailBytes: 0,
  };
  const folders = new Folders(store, accountId);
  let batch: FiledMessage[] = [];
  for (const message of writeArchive({
    seed: whose.address ?? 'search',
    messages,
    end: new Date('2026-11-20T12:00:00Z'),
  })) {
    filled.mailBytes += message.raw.length;
    batch.push(message);
    if (batch.length < perBatch) continue;
    await storeBatch(filled, folders, batch);
    batch = [];
  }
  await storeBatch(filled, folders, batch);
  for (const stage of ['arrivals', 'bodies'] as const) {
    filled.cpuPerMessage[stage] = Math.round(filled.cpuPerMessage[stage] / messages);
  }
  return filled;
}

/** Folders by name, made when the first message comes for them, and the next UID of each. */
class Folders {
  readonly #store: Store;
  readonly #accountId: string;
  readonly #next = new Map<string, { id: number; uid: number }>();

  constructor(store: Store, accountId: string) {
    this.#store = store;
    this.#accountId = accountId;
  }

  async place({ folder }: FiledMessage): Promise<{ folderId: number; uid: number }> {
    const path = 'path' in folder ? folder.path : folder.role;
    let next = this.#next.get(path);
    if (!next) {
      const role = 'role' in folder ? folder.role : null;
      const known = [...this.#next.keys()].map((name) => ({ path: name, role: null }));
      const listed = [...known, { path, role }].map((each) => ({
        ...each,
        name: each.path,
        delimiter: '/',
        selectable: true,
        role: roles.get(each.path) ?? null,
      }));
      const saved = await this.#store.ports.mail.saveFolderList(this.#accountId, listed);
      const id = saved.find((each) => each.path === path)?.id ?? 0;
      next = { id, uid: 1 };
      this.#next.set(path, next);
    }
    return { folderId: next.id, uid: next.uid++ };
  }
}

const roles = new Map(
  (['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const).map((role) => [role as string, role]),
);

async function storeBatch(
  filled: FilledStore,
  folders: Folders,
  batch: readonly FiledMessage[],
): Promise<void> {
  const { mail } = filled.store.ports;
  const arrivals = new Map<number, Arrival[]>();
  const texts = new Map<string, { text: string; html: string | null; language: Language }>();
  for (const message of batch) {
    const email = await PostalMime.parse(message.raw);
    const { folderId, uid } = await folders.place(message);
    arrivals.set(folderId, [...(arrivals.get(folderId) ?? []), arrivalOf(message, email, uid)]);
    const { language } = message;
    texts.set(`${folderId}:${uid}`, { text: email.text ?? '', html: email.html ?? null, language });
  }
  filled.cpuPerMessage.arrivals += await cpuOf(async () => {
    for (const [folderId, listed] of arrivals) await mail.addArrivals(folderId, listed);
  });
  const pending = await mail.pendingBodies(filled.accountId, batch.length);
  const bodies = pending.map(({ messageId, folderId, uid, header }) => {
    const read = texts.get(`${folderId}:${uid}`);
    const text = read?.text ?? '';
    const words = indexedWords(header, text);
    if (read) countWords(filled.frequencies, read.language, words);
    return {
      messageId,
      state: 'stored',
      text,
      html: read?.html ?? null,
      snippet: text.slice(0, 200),
      words,
    } as const;
  });
  filled.cpuPerMessage.bodies += await cpuOf(() => mail.saveBodies(bodies));
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function countWords(frequencies: FilledStore['frequencies'], language: Language, words: string): void {
  const counts = frequencies.get(language) ?? new Map<string, number>();
  frequencies.set(language, counts);
  for (const word of words.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
}

function arrivalOf({ flags, date, raw, messageId }: FiledMessage, email: Email, uid: number): Arrival {
  const people = (list: readonly Address[] | undefined) =>
    (list ?? []).flatMap(({ name, address }) => (address ? [{ name, address }] : []));
  return {
    uid,
    flags: [...flags],
    receivedAt: date,
    size: raw.length,
    emailId: null,
    threadId: null,
    messageId,
    inReplyTo: email.inReplyTo ? [email.inReplyTo] : [],
    references: email.references?.split(/\s+/) ?? [],
    subject: email.subject ?? '',
    from: people(email.from ? [email.from] : []),
    to: people(email.to),
    cc: people(email.cc),
    bcc: [],
    replyTo: [],
    sentAt: date,
    textParts: [],
    attachments: [],
    structureKnown: true,
  };
}
