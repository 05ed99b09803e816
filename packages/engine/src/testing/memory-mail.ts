/** `MailPort` in memory, as its docstrings promise; for tests of the engine without a database. */
import type { FailureKind } from '@mailroom/model';
import type {
  Arrival,
  FolderRecord,
  FolderSync,
  ListedFolder,
  MailPort,
  PartAddress,
  PendingBody,
  PlaceIdentity,
  PlaceLabels,
  PlaceMark,
  PlaceSum,
  ReadBody,
  Sighting,
  StoredPlace,
  UidWindow,
} from '../ports/mail.ts';
import { placeMark } from '../sync/place-mark.ts';

interface MemoryMessage {
  id: number;
  arrival: Arrival;
  body: ReadBody | undefined;
}

interface MemoryPlace {
  messageId: number;
  flags: string[];
  /** As X-GM-LABELS told them. */
  labels: readonly string[];
}

export interface StoredSummary {
  uid: number;
  flags: string[];
  size: number;
  messageId: string | null;
  subject: string;
}

export class MemoryMail implements MailPort {
  readonly accountId: string;
  readonly messages = new Map<number, MemoryMessage>();
  readonly #folders = new Map<number, FolderRecord>();
  readonly #places = new Map<number, Map<number, MemoryPlace>>();
  /** Calls that changed something, by name, for tests that count work. */
  readonly calls: string[] = [];
  /** Called before each change; a test may throw from it, as a full disk would. */
  beforeChange: (call: string) => void = () => undefined;
  #nextId = 1;

  constructor(accountId = 'account') {
    this.accountId = accountId;
  }

  async listFolders(): Promise<FolderRecord[]> {
    return structuredClone([...this.#folders.values()]);
  }

  async saveFolderList(accountId: string, listed: ListedFolder[]): Promise<FolderRecord[]> {
    this.#note('saveFolderList');
    const paths = new Set(listed.map(({ path }) => path));
    for (const { path, renamedFrom } of listed) {
      const known = [...this.#folders.values()].find((folder) => folder.path === renamedFrom);
      if (known) known.path = path;
    }
    for (const [id, { path }] of this.#folders) {
      if (paths.has(path)) continue;
      this.#folders.delete(id);
      this.#places.delete(id);
    }
    const byPath = new Map([...this.#folders.values()].map((folder) => [folder.path, folder]));
    const records = listed.map(({ renamedFrom: _, ...folder }) => {
      const known = byPath.get(folder.path);
      const sameKind = (known?.label ?? null) === (folder.label ?? null);
      const record: FolderRecord = {
        ...((sameKind ? known : undefined) ?? {
          id: known?.id ?? this.#nextId++,
          accountId,
          labelOf: null,
          uidValidity: null,
          uidNext: null,
          highestModseq: null,
          listedFrom: null,
          serverMessages: null,
          mailboxId: null,
          refusal: null,
        }),
        ...folder,
      };
      this.#folders.set(record.id, record);
      if (!sameKind || !this.#places.has(record.id)) this.#places.set(record.id, new Map());
      return record;
    });
    const all = records.find(({ role }) => role === 'all')?.id ?? null;
    for (const record of records) record.labelOf = record.label ? all : null;
    return structuredClone(records);
  }

  async renameFolder(folderId: number, path: string): Promise<void> {
    this.#note('renameFolder');
    const { path: before, delimiter } = this.#folder(folderId);
    const below = `${before}${delimiter ?? '/'}`;
    for (const folder of this.#folders.values()) {
      if (folder.path !== before && !folder.path.startsWith(below)) continue;
      folder.path = path + folder.path.slice(before.length);
      folder.name = folder.path.slice(folder.path.lastIndexOf(delimiter ?? '/') + 1);
    }
  }

  async saveFolderSync(folderId: number, sync: FolderSync): Promise<void> {
    this.#note('saveFolderSync');
    Object.assign(this.#folder(folderId), sync);
  }

  /** In two steps: cut off before the second, the folder has no UIDVALIDITY and holds what it held. */
  async resetFolder(folderId: number, uidValidity: number): Promise<void> {
    this.#note('resetFolder');
    Object.assign(this.#folder(folderId), {
      uidValidity: null,
      uidNext: null,
      highestModseq: null,
      listedFrom: null,
      serverMessages: null,
    });
    this.#note('resetFolder, to its end');
    this.#placesOf(folderId).clear();
    this.#folder(folderId).uidValidity = uidValidity;
  }

  async forgetFolder(folderId: number): Promise<void> {
    this.#note('forgetFolder');
    Object.assign(this.#folder(folderId), {
      uidValidity: null,
      uidNext: null,
      highestModseq: null,
      listedFrom: null,
      serverMessages: null,
    });
    this.#placesOf(folderId).clear();
  }

  async places(folderId: number, range?: UidWindow): Promise<StoredPlace[]> {
    const { from, to } = range ?? { from: 0, to: Number.POSITIVE_INFINITY };
    return this.#shownIn(folderId)
      .filter(([uid]) => uid >= from && uid <= to)
      .sort(([a], [b]) => a - b)
      .map(([uid, { flags }]) => ({ uid, flags: [...flags] }));
  }

  async placeIdentities(folderId: number, ofEach: number): Promise<PlaceIdentity[]> {
    const places = this.#shownIn(folderId).sort(([a], [b]) => a - b);
    const some =
      places.length <= 2 * ofEach ? places : [...places.slice(0, ofEach), ...places.slice(-ofEach)];
    return some.map(([uid, { messageId: id }]) => {
      const { messageId = null, size = 0 } = this.messages.get(id)?.arrival ?? {};
      return { uid, messageId, size };
    });
  }

  async placeSums(folderId: number, windows: readonly UidWindow[]): Promise<PlaceSum[]> {
    return Promise.all(
      windows.map(async (window) => {
        const places = await this.places(folderId, window);
        return {
          count: places.length,
          sum: places.reduce((sum, { uid, flags }) => sum + placeMark(uid, flags), 0),
        };
      }),
    );
  }

  async placeMarks(folderId: number, windows: readonly UidWindow[]): Promise<PlaceMark[]> {
    const found = await Promise.all(windows.map((window) => this.places(folderId, window)));
    return found.flat().map(({ uid, flags }) => ({ uid, mark: placeMark(uid, flags) }));
  }

  async addArrivals(folderId: number, arrivals: readonly Arrival[]): Promise<{ newMessages: number }> {
    this.#note(`addArrivals ${arrivals.length}`);
    const places = this.#placesOf(folderId);
    let newMessages = 0;
    for (const arrival of arrivals) {
      const known = places.get(arrival.uid)?.messageId ?? this.#find(arrival);
      if (known === undefined) newMessages += 1;
      const messageId = known ?? this.#nextId++;
      if (known === undefined) this.messages.set(messageId, { id: messageId, arrival, body: undefined });
      places.set(arrival.uid, { messageId, flags: [...arrival.flags], labels: arrival.labels ?? [] });
    }
    return { newMessages };
  }

  async addKnown(folderId: number, sightings: readonly Sighting[]): Promise<ReadonlySet<number>> {
    this.#note(`addKnown ${sightings.length}`);
    const byEmailId = new Map([...this.messages.values()].map(({ id, arrival }) => [arrival.emailId, id]));
    const known = new Set<number>();
    for (const { uid, flags, emailId, labels = [] } of sightings) {
      const messageId = byEmailId.get(emailId);
      if (messageId === undefined) continue;
      this.#placesOf(folderId).set(uid, { messageId, flags: [...flags], labels });
      known.add(uid);
    }
    return known;
  }

  async saveLabels(folderId: number, places: readonly PlaceLabels[]): Promise<number> {
    this.#note('saveLabels');
    let changed = 0;
    for (const { uid, labels } of places) {
      const place = this.#placesOf(folderId).get(uid);
      if (!place) continue;
      changed += labelsApart(place.labels, labels);
      place.labels = labels;
    }
    return changed;
  }

  async saveFolderRefusal(folderId: number, refusal: FailureKind | null): Promise<void> {
    this.#note('saveFolderRefusal');
    this.#folder(folderId).refusal = refusal;
  }

  async saveFlags(folderId: number, places: readonly StoredPlace[]): Promise<void> {
    this.#note('saveFlags');
    for (const { uid, flags } of places) {
      const place = this.#placesOf(folderId).get(uid);
      if (place) place.flags = [...flags];
    }
  }

  async removePlaces(folderId: number, uids: readonly number[]): Promise<void> {
    this.#note('removePlaces');
    for (const uid of uids) this.#placesOf(folderId).delete(uid);
  }

  async forgetOrphans(): Promise<void> {
    this.calls.push('forgetOrphans');
  }

  async pendingBodies(_accountId: string, limit: number): Promise<PendingBody[]> {
    return this.#pending()
      .sort((a, b) => b.receivedAt - a.receivedAt)
      .slice(0, limit)
      .map(({ body }) => body);
  }

  async countPendingBodies(): Promise<number> {
    return this.#pending().length;
  }

  async noteTries(): Promise<void> {}

  warm(): void {}

  async saveBodies(bodies: readonly ReadBody[]): Promise<void> {
    this.#note(`saveBodies ${bodies.length}`);
    for (const body of bodies) {
      const message = this.messages.get(body.messageId);
      if (message) message.body = body;
    }
  }

  async partAddress(messageId: number): Promise<PartAddress | undefined> {
    const message = this.messages.get(messageId);
    if (!message) return undefined;
    const places = this.#foldersOfMessages().flatMap(({ id, path, uidValidity }) =>
      [...this.#placesOf(id)]
        .filter(([, place]) => place.messageId === messageId)
        .map(([uid]) => ({ folderPath: path, uidValidity: uidValidity ?? 0, uid })),
    );
    return { accountId: this.accountId, messageId, structureKnown: message.arrival.structureKnown, places };
  }

  /** What is stored of a folder, to be compared with the server's own. */
  contents(path: string): StoredSummary[] {
    const folder = [...this.#folders.values()].find((each) => each.path === path);
    if (!folder) return [];
    return this.#shownIn(folder.id)
      .sort(([a], [b]) => a - b)
      .map(([uid, { messageId, flags }]) => {
        const arrival = this.messages.get(messageId)?.arrival;
        const { messageId: header = null, subject = '', size = 0 } = arrival ?? {};
        return { uid, flags, size, messageId: header, subject };
      });
  }

  #pending(): { receivedAt: number; body: PendingBody }[] {
    const seen = new Set<number>();
    const pending: { receivedAt: number; body: PendingBody }[] = [];
    for (const { id: folderId, path, uidValidity } of this.#foldersOfMessages()) {
      for (const [uid, { messageId }] of this.#placesOf(folderId)) {
        const message = this.messages.get(messageId);
        if (!message || message.body || seen.has(messageId)) continue;
        seen.add(messageId);
        const { size, textParts, structureKnown, receivedAt, subject } = message.arrival;
        pending.push({
          receivedAt: receivedAt.getTime(),
          body: {
            messageId,
            folderId,
            folderPath: path,
            uidValidity: uidValidity ?? 0,
            uid,
            size,
            textParts,
            structureKnown,
            header: subject,
            deaths: 0,
          },
        });
      }
    }
    return pending;
  }

  #find(arrival: Arrival): number | undefined {
    for (const { id, arrival: known } of this.messages.values()) {
      if (arrival.emailId !== null && known.emailId === arrival.emailId) return id;
      const sameHeader = arrival.messageId !== null && known.messageId === arrival.messageId;
      const sameBytes =
        known.size === arrival.size && known.receivedAt.getTime() === arrival.receivedAt.getTime();
      if (sameHeader && sameBytes) return id;
    }
    return undefined;
  }

  #foldersOfMessages(): FolderRecord[] {
    return [...this.#folders.values()].filter(({ labelOf }) => labelOf === null);
  }

  /** A label shows what carries it in the folder that it labels. */
  #shownIn(folderId: number): [number, MemoryPlace][] {
    const { labelOf, label } = this.#folder(folderId);
    if (labelOf === null || !label) return [...this.#placesOf(folderId)];
    return [...this.#placesOf(labelOf)].filter(([, { labels }]) => labels.includes(label));
  }

  #folder(folderId: number): FolderRecord {
    const folder = this.#folders.get(folderId);
    if (!folder) throw new Error(`No folder ${folderId}`);
    return folder;
  }

  #placesOf(folderId: number): Map<number, MemoryPlace> {
    return this.#places.get(folderId) ?? new Map();
  }

  #note(call: string): void {
    this.beforeChange(call);
    this.calls.push(call);
  }
}

/** Labels that one has and the other has not. */
function labelsApart(one: readonly string[], other: readonly string[]): number {
  const apart = (some: readonly string[], others: readonly string[]) =>
    some.filter((each) => !others.includes(each));
  return apart(one, other).length + apart(other, one).length;
}
