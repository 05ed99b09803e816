/**
 * What it costs to make mail searchable, stage by stage, in CPU time: listing the 6,046 real messages in Debian's Dovecot, or as many
 * generated ones as `--messages` says; fetching their text parts, reading them (decoding, HTML to text, folding words), indexing the
 * words, storing the bodies. The stages run one after the other here, and beside each other in a synchronisation.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readParts } from '@mailroom/engine/mime/read';
import type { PendingBody, ReadBody } from '@mailroom/engine/ports/index';
import { type ImapSession, openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import { importArchive, importRealMail, startDebianProvider } from '@mailroom/rig/debian/index';
import { IndexStatements } from '@mailroom/store/search/fts5';
import { createSearchFile, openForWriting, writeSearchFile } from '@mailroom/store/search/search-file';
import { ensureDebianPackages } from '../scripts/debian-packages.ts';
import { addAccount, openBenchStore, silent } from './bench-store.ts';
import { round } from './peers/mailbox.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;
/** As a synchronisation takes them. */
const listedPerBatch = 500;
const readPerBatch = 400;
const maxPartBytes = 1024 * 1024;

/** CPU microseconds of all threads. */
class Costs {
  readonly #spent = new Map<string, number>();

  async of<Result>(stage: string, work: () => Result | Promise<Result>): Promise<Result> {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    this.#spent.set(stage, (this.#spent.get(stage) ?? 0) + user + system);
    return result;
  }

  perMessage(messages: number): Record<string, number> {
    return Object.fromEntries(
      [...this.#spent].map(([stage, spent]) => [stage, Math.round(spent / messages)]),
    );
  }
}

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, messages: { type: 'string' } },
  });
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
  const store = await openBenchStore(join(directory, 'mailroom.sqlite'), directory);
  try {
    const { dovecot } = provider.servers;
    const messages = Number(values.messages ?? (await importRealMail(dovecot, ada.userName)));
    if (values.messages !== undefined) await importArchive(dovecot, ada.userName, messages);
    const session = await openImap({
      server: { host: 'localhost', port: provider.imap.port, security: 'tls' },
      user: ada.userName,
      secret: { password: ada.password },
      tls: { ca: [provider.caPem] },
      egress: { allowPrivate: true },
      quirks: standardImap,
      clock: systemClock,
      log: silent,
    });
    const id = await addAccount(store);
    const costs = new Costs();
    const { mail } = store.ports;
    const folders = await mail.saveFolderList(id, await session.listFolders());
    for (const { id: folderId, path } of folders.filter(({ selectable }) => selectable)) {
      await session.select(path);
      const uids = (await session.searchUids()).toReversed();
      for (let from = 0; from < uids.length; from += listedPerBatch) {
        const batch = uids.slice(from, from + listedPerBatch);
        const arrivals = await costs.of('list', () => session.fetchStructures(batch));
        await costs.of('storeListed', () => mail.addArrivals(folderId, arrivals));
      }
    }
    const scratch = join(directory, 'scratch.sqlite');
    createSearchFile(scratch, true);
    const index = openForWriting(scratch);
    const statements = new IndexStatements(index);
    for (;;) {
      const pending = await costs.of('lookUp', () => mail.pendingBodies(id, readPerBatch));
      if (pending.length === 0) break;
      const bodies = await readBatch(session, pending, costs);
      // Also done by the store, in its thread, and part of what that takes; here by itself.
      await costs.of('index', () =>
        writeSearchFile(index, () =>
          statements.put(bodies.map(({ messageId, words }) => ({ messageId, words, accountId: Number(id) }))),
        ),
      );
      await costs.of('indexAndStore', () => mail.saveBodies(bodies));
    }
    index.close();
    await session.close();
    const octets = (await stat(scratch)).size;
    return {
      messages,
      cpuMicrosecondsPerMessage: costs.perMessage(messages),
      indexKilobytesPerMessage: round(octets / 1024 / messages),
    };
  } finally {
    await store.close();
    await provider.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function readBatch(
  session: ImapSession,
  pending: readonly PendingBody[],
  costs: Costs,
): Promise<ReadBody[]> {
  const bodies: ReadBody[] = [];
  for (const group of Map.groupBy(pending, ({ folderPath }) => folderPath).values()) {
    await session.select(group[0]?.folderPath ?? '');
    const requests = group.map(({ uid, textParts }) => ({ uid, parts: textParts.map(({ part }) => part) }));
    const wanted = requests.filter(({ parts }) => parts.length > 0);
    const answers = await costs.of('fetch', () => session.fetchTextParts(wanted, maxPartBytes));
    await costs.of('read', () => {
      for (const { messageId, uid, textParts, header } of group) {
        const parts = textParts.flatMap((part) => {
          const bytes = answers.get(uid)?.get(part.part.toUpperCase());
          return bytes ? [{ part, bytes }] : [];
        });
        bodies.push({ messageId, ...readParts(parts, header) });
      }
    });
  }
  return bodies;
}

const systemClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('nothing here waits')),
};
