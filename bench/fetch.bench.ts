/**
 * What reading FETCH answers costs, in CPU time of this process: Mailroom's reader beside imapflow's on the same 6,046 real messages in
 * Debian's Dovecot, alternating, medians of three.
 */
import { openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import { importRealMail, realFolders, startDebianProvider } from '@mailroom/rig/debian/index';
import { ImapFlow } from 'imapflow';
import { ensureDebianPackages } from '../scripts/debian-packages.ts';
import { silent } from './bench-store.ts';
import { round } from './peers/mailbox.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;
const rounds = 3;

/** Milliseconds of CPU. */
interface Costs {
  structures: number;
  flags: number;
}

interface Reader {
  structures(folder: string): Promise<number>;
  flags(folder: string): Promise<number>;
  close(): Promise<void>;
}

export async function bench(): Promise<object> {
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  try {
    const messages = await importRealMail(provider.servers.dovecot, ada.userName);
    const openers = {
      mailroom: () => mailroomReader(provider.imap.port, provider.caPem),
      imapflow: () => imapflowReader(provider.imap.port, provider.caPem),
    };
    const costs: Record<keyof typeof openers, Costs[]> = { mailroom: [], imapflow: [] };
    for (let at = 0; at < rounds; at += 1) {
      for (const name of ['mailroom', 'imapflow'] as const) {
        const reader = await openers[name]();
        costs[name].push({
          structures: await cpuOf(messages, reader.structures),
          flags: await cpuOf(messages, reader.flags),
        });
        await reader.close();
      }
    }
    const mailroom = medians(costs.mailroom);
    const imapflow = medians(costs.imapflow);
    return {
      messages,
      cpuMs: { mailroom, imapflow },
      timesLessCpu: {
        structures: round(imapflow.structures / mailroom.structures),
        flags: round(imapflow.flags / mailroom.flags),
      },
    };
  } finally {
    await provider.close();
  }
}

async function cpuOf(messages: number, read: (folder: string) => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  let count = 0;
  for (const folder of Object.keys(realFolders)) count += await read(folder);
  const { user, system } = process.cpuUsage(before);
  if (count !== messages) throw new Error(`${count} of ${messages} messages were read`);
  return (user + system) / 1000;
}

function medians(runs: readonly Costs[]): Costs {
  const median = (values: number[]) => Math.round(values.sort((a, b) => a - b)[values.length >> 1] ?? 0);
  return {
    structures: median(runs.map(({ structures }) => structures)),
    flags: median(runs.map(({ flags }) => flags)),
  };
}

async function mailroomReader(port: number, ca: string): Promise<Reader> {
  const session = await openImap({
    server: { host: 'localhost', port, security: 'tls' },
    user: ada.userName,
    secret: { password: ada.password },
    tls: { ca: [ca] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock: systemClock,
    log: silent,
  });
  return {
    structures: async (folder) => {
      await session.select(folder);
      return (await session.fetchStructures(await session.searchUids())).length;
    },
    flags: async (folder) => {
      await session.select(folder);
      return (await session.fetchFlags({ from: 1, to: '*' })).length;
    },
    close: () => session.close(),
  };
}

async function imapflowReader(port: number, ca: string): Promise<Reader> {
  const client = new ImapFlow({
    host: 'localhost',
    port,
    secure: true,
    auth: { user: ada.userName, pass: ada.password },
    tls: { ca },
    logger: false,
    disableCompression: true,
  });
  await client.connect();
  const query = {
    uid: true,
    flags: true,
    internalDate: true,
    size: true,
    envelope: true,
    bodyStructure: true,
    headers: ['References', 'Message-ID'],
  };
  return {
    structures: async (folder) => {
      await client.mailboxOpen(folder);
      return (await client.fetchAll('1:*', query, { uid: true })).length;
    },
    flags: async (folder) => {
      await client.mailboxOpen(folder);
      return (await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true })).length;
    },
    close: () => client.logout(),
  };
}

const systemClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('nothing here waits')),
};
