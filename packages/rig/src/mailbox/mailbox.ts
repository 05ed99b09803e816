import type { MailboxChange, MailboxListener } from './change.ts';
import { type FolderHost, type FolderOptions, PracticeFolder } from './folder.ts';

/** A folder to start with. Levels of the path are separated by `/`. */
export interface FolderSpec extends FolderOptions {
  path: string;
}

export interface MailboxOptions {
  address: string;
  /** INBOX exists whether listed or not. */
  folders?: readonly FolderSpec[];
  /** UIDVALIDITY of the first folder; each later folder gets a greater one. Default 1. */
  uidValidity?: number;
  /** Gives received dates. Default: the time of day. */
  clock?: () => Date;
}

/** Someone's mail: a tree of folders with messages, held in memory, shared by every session that opens it. */
export class PracticeMailbox {
  readonly address: string;
  readonly #folders = new Map<string, PracticeFolder>();
  readonly #listeners = new Set<MailboxListener>();
  readonly #host: FolderHost;
  #nextUidValidity: number;
  #lastEmailId = 0;
  #lastFolderId = 0;

  constructor(options: MailboxOptions) {
    const clock = options.clock ?? (() => new Date());
    this.address = options.address;
    this.#nextUidValidity = options.uidValidity ?? 1;
    this.#host = {
      now: clock,
      nextEmailId: () => {
        this.#lastEmailId += 1;
        return this.#lastEmailId;
      },
      nextFolderId: () => {
        this.#lastFolderId += 1;
        return this.#lastFolderId;
      },
      announce: (change) => this.#announce(change),
    };
    const specs = options.folders ?? [];
    if (!specs.some(({ path }) => canonicalPath(path) === 'INBOX')) this.createFolder('INBOX');
    for (const { path, ...folder } of specs) this.createFolder(path, folder);
  }

  /** In order of creation. */
  folders(): readonly PracticeFolder[] {
    return [...this.#folders.values()];
  }

  /** @throws if there is no such folder. INBOX is found in any case (RFC 9051 section 5.1). */
  folder(path: string): PracticeFolder {
    const folder = this.findFolder(path);
    if (!folder) throw new Error(`No folder ${path} in the mailbox of ${this.address}`);
    return folder;
  }

  findFolder(path: string): PracticeFolder | undefined {
    return this.#folders.get(canonicalPath(path));
  }

  hasChildren(path: string): boolean {
    const prefix = `${canonicalPath(path)}/`;
    return [...this.#folders.keys()].some((other) => other.startsWith(prefix));
  }

  /** @throws if the name is taken. A deleted name made again gets a greater UIDVALIDITY. */
  createFolder(path: string, options: FolderOptions = {}): PracticeFolder {
    const name = canonicalPath(path);
    const existing = this.#folders.get(name);
    if (existing?.selectable === false && options.selectable !== false) {
      existing.selectable = true;
      this.#announce({ kind: 'folder-created', folder: existing });
      return existing;
    }
    if (existing) throw new Error(`Folder ${name} exists`);
    const uidValidity = options.uidValidity ?? this.#nextUidValidity;
    this.#nextUidValidity = Math.max(this.#nextUidValidity, uidValidity) + 1;
    const folder = new PracticeFolder(name, { ...options, uidValidity }, this.#host);
    this.#folders.set(name, folder);
    this.#announce({ kind: 'folder-created', folder });
    return folder;
  }

  /** Renames a folder and everything below it; UIDVALIDITY and UIDs stay. */
  renameFolder(from: string, to: string): PracticeFolder {
    const folder = this.folder(from);
    const source = folder.path;
    const target = canonicalPath(to);
    if (this.#folders.has(target)) throw new Error(`Folder ${target} exists`);
    if (target.startsWith(`${source}/`)) throw new Error(`Folder ${source} cannot move into itself`);
    const moved = this.folders().filter(({ path }) => path === source || path.startsWith(`${source}/`));
    for (const each of moved) this.#folders.delete(each.path);
    for (const each of moved) {
      const previous = each.path;
      each.path = target + previous.slice(source.length);
      this.#folders.set(each.path, each);
      this.#announce({ kind: 'folder-renamed', folder: each, from: previous });
    }
    return folder;
  }

  /**
   * Deletes a folder with its messages. A name that holds other folders stays, unselectable
   * (RFC 9051 section 6.3.5).
   */
  deleteFolder(path: string): void {
    const folder = this.folder(path);
    if (this.hasChildren(folder.path)) {
      folder.selectable = false;
      folder.expungeAll(new Set(folder.messages.map(({ uid }) => uid)));
    } else {
      this.#folders.delete(folder.path);
    }
    this.#announce({ kind: 'folder-deleted', folder });
  }

  /** Hears every change from now on. Returns the way to stop. */
  subscribe(listener: MailboxListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #announce(change: MailboxChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** INBOX is one name in any case; all others are as written. */
function canonicalPath(path: string): string {
  return path.toUpperCase() === 'INBOX' ? 'INBOX' : path;
}
