/** Attachments and sources, fetched when someone opens them and kept in the blob cache. */
import { stat } from 'node:fs/promises';
import { Failure } from '@mailroom/model';
import type { MimePool } from '../mime/index.ts';
import type { BlobPort } from '../ports/blobs.ts';
import type { PartAddress } from '../ports/mail.ts';
import type { ImapSession } from '../provider/imap/index.ts';
import { bounded } from './bounded.ts';
import type { SideSession } from './side-session.ts';

export interface PartDeps {
  side: SideSession;
  blobs: BlobPort;
  mime: Pick<MimePool, 'extract'>;
}

export interface OpenedPart {
  /** Absolute path of the cached file. */
  path: string;
  /** Octets, transfer encoding removed. */
  size: number;
}

/** A source that has to be read whole to find one part in it. */
const maxSourceBytes = 64 * 1024 * 1024;

export class PartReader {
  readonly #deps: PartDeps;
  readonly #opening = new Map<string, Promise<OpenedPart>>();

  constructor(deps: PartDeps) {
    this.#deps = deps;
  }

  /** @throws Failure `not-found` when the message or part is gone, and as `openImap` */
  async open(address: PartAddress, part: string): Promise<OpenedPart> {
    const key = blobKey(address, part);
    const { blobs, side } = this.#deps;
    const path = blobs.path(key);
    if (await blobs.has(key)) return { path, size: (await stat(path)).size };
    const underWay = this.#opening.get(key);
    if (underWay) return await underWay;
    const opened = side
      .use((session) => blobs.write(key, bounded(this.#bytes(session, address, part))))
      .then(({ size }) => ({ path, size }))
      .finally(() => this.#opening.delete(key));
    this.#opening.set(key, opened);
    return await opened;
  }

  async *#bytes(session: ImapSession, address: PartAddress, part: string): AsyncGenerator<Uint8Array> {
    const uid = await findPlace(session, address);
    if (part === 'source' || address.structureKnown) {
      yield* session.streamPart(uid, part);
      return;
    }
    const source = await session.fetchSource(uid, maxSourceBytes);
    if (!source) throw notFound(address);
    yield await this.#deps.mime.extract(source, part);
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
  throw failure ?? notFound(address);
}

function notFound({ messageId }: PartAddress): Failure {
  return new Failure({ origin: 'provider', kind: 'not-found', detail: { message: String(messageId) } });
}

/** Part numbers are digits and dots (RFC 9051 6.4.5.1); anything else is no part and must not reach a file name or a command. */
function blobKey(address: PartAddress, part: string): string {
  if (part !== 'source' && !/^\d{1,5}(\.\d{1,5}){0,20}$/.test(part)) throw notFound(address);
  return `${address.accountId}-${address.messageId}-${part}`;
}
