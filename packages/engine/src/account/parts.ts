/**
 * Attachments and sources, fetched when someone opens them and kept in the blob cache. They come over a connection of their own, so
 * that nobody waits behind a synchronisation; it closes when nobody has opened anything for a while.
 */
import { stat } from 'node:fs/promises';
import { Failure } from '@mailroom/model';
import type { MimePool } from '../mime/index.ts';
import type { BlobPort } from '../ports/blobs.ts';
import type { MailPort, PartAddress } from '../ports/mail.ts';
import type { ImapSession } from '../provider/imap/index.ts';
import { type ConnectDeps, connectAccount } from './connect.ts';

export interface PartDeps extends ConnectDeps {
  mail: MailPort;
  blobs: BlobPort;
  mime: Pick<MimePool, 'extract'>;
}

export interface OpenedPart {
  /** Absolute path of the cached file. */
  path: string;
  /** Octets, transfer encoding removed. */
  size: number;
}

const idleMilliseconds = 60_000;
/** A source that has to be read whole to find one part in it. */
const maxSourceBytes = 64 * 1024 * 1024;

export class PartReader {
  readonly #accountId: string;
  readonly #deps: PartDeps;
  readonly #stop = new AbortController();
  readonly #opening = new Map<string, Promise<OpenedPart>>();
  /** One command stream per connection: fetches queue here. */
  #last: Promise<unknown> = Promise.resolve();
  #session: ImapSession | undefined;
  #closeTimer: AbortController | undefined;

  constructor(accountId: string, deps: PartDeps) {
    this.#accountId = accountId;
    this.#deps = deps;
  }

  /**
   * @throws Failure `not-found` when the message or part is gone, and as `openImap`
   */
  async open(address: PartAddress, part: string): Promise<OpenedPart> {
    const key = blobKey(address, part);
    const { blobs } = this.#deps;
    if (await blobs.has(key)) return { path: blobs.path(key), size: (await stat(blobs.path(key))).size };
    const underWay = this.#opening.get(key);
    if (underWay) return await underWay;
    const opened = this.#fetch(address, part, key).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opened);
    return await opened;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#closeTimer?.abort();
    await this.#last.catch(() => undefined);
    await this.#session?.close();
  }

  #fetch(address: PartAddress, part: string, key: string): Promise<OpenedPart> {
    const fetched = this.#last
      .catch(() => undefined)
      .then(async () => {
        const { size } = await this.#deps.blobs.write(key, this.#bytes(address, part));
        return { path: this.#deps.blobs.path(key), size };
      })
      .finally(() => this.#closeWhenIdle());
    this.#last = fetched;
    return fetched;
  }

  async *#bytes(address: PartAddress, part: string): AsyncGenerator<Uint8Array> {
    const session = await this.#connected();
    const uid = await findPlace(session, address);
    if (part === 'source' || address.structureKnown) {
      yield* session.streamPart(uid, part === 'source' ? 'source' : part);
      return;
    }
    const source = await session.fetchSource(uid, maxSourceBytes);
    if (!source) throw notFound(address, part);
    yield await this.#deps.mime.extract(source, part);
  }

  async #connected(): Promise<ImapSession> {
    this.#closeTimer?.abort();
    if (this.#session && !this.#session.ended) return this.#session;
    const account = await this.#deps.accounts.read(this.#accountId);
    if (!account) throw new Failure({ origin: 'person', kind: 'not-found' });
    this.#session = await connectAccount(this.#deps, account, this.#stop.signal);
    return this.#session;
  }

  #closeWhenIdle(): void {
    this.#closeTimer?.abort();
    const timer = new AbortController();
    this.#closeTimer = timer;
    this.#deps.clock.sleep(idleMilliseconds, timer.signal).then(
      async () => {
        const session = this.#session;
        this.#session = undefined;
        await session?.close();
      },
      () => undefined,
    );
  }
}

/** The first place that still holds the message: a folder may be gone or numbered anew since the store last looked. */
async function findPlace(session: ImapSession, address: PartAddress): Promise<number> {
  let failure: unknown;
  for (const { folderPath, uidValidity, uid } of address.places) {
    try {
      const seen = await session.select(folderPath);
      if (seen.uidValidity !== uidValidity) continue;
      if ((await session.searchUids({ among: [uid] })).length > 0) return uid;
    } catch (error) {
      if (session.ended) throw error;
      failure = error;
    }
  }
  throw failure ?? notFound(address, '');
}

function notFound({ messageId }: PartAddress, part: string): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'not-found',
    detail: { message: String(messageId), ...(part ? { part } : {}) },
  });
}

/** Part numbers are digits and dots (RFC 9051 6.4.5.1); anything else is no part and must not reach a file name or a command. */
function blobKey({ accountId, messageId }: PartAddress, part: string): string {
  if (part !== 'source' && !/^\d{1,5}(\.\d{1,5}){0,40}$/.test(part)) {
    throw new Failure({ origin: 'person', kind: 'not-found', detail: { message: String(messageId) } });
  }
  return `${accountId}-${messageId}-${part}`;
}
