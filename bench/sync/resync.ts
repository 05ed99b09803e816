/**
 * What looking again costs, once a mailbox is stored: this process holds the engine's pull and the store and nothing else, so that its
 * CPU time is theirs. Debian's Dovecot, with CONDSTORE and QRESYNC, and with both withheld as Outlook does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImapSession, openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import { type PullContext, pullFolderList, pullFolders } from '@mailroom/engine/sync/pull/index';
import { type DebianProvider, startDebianProvider } from '@mailroom/rig/debian/index';
import { openStore, type Store } from '@mailroom/store';
import { ImapFlow } from 'imapflow';
import { median } from '../median.ts';
import { round } from '../peers/mailbox.ts';

interface Person {
  name: string;
  userName: string;
  password: string;
}

/** Milliseconds. */
interface Cost {
  wall: number;
  cpu: number;
}

export interface Resync {
  messages: number;
  /** A pass in which nothing is new, with CONDSTORE: elapsed time. */
  condstoreMs: number;
  condstoreCpuMs: number;
  /** The same from a new connection: TLS, login, LIST, pass. */
  condstoreConnectMs: number;
  /** A pass in which nothing is new where the server keeps no mod-sequences: CPU of this process. */
  flagDiffCpuMs: number;
  flagDiffMs: number;
  /** imapflow's `fetchAll` of UID and flags of the same folders. */
  imapflowFlagDiffCpuMs: number;
  /** 1,000 flags changed, 100 messages gone, 100 new, with QRESYNC: elapsed time. */
  mixedMs: number;
  mixedCpuMs: number;
  /** The same without mod-sequences. */
  mixedFlagDiffMs: number;
  mixedFlagDiffCpuMs: number;
}

/** Capabilities of Exchange Online (2026), less those that Dovecot does not have. */
const likeOutlook = `
protocol imap {
  imap_capability = IMAP4rev1 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
}
`;
const rounds = 3;

/** @param provider whose Dovecot holds the person's mailbox; its mail is changed */
export async function resync(provider: DebianProvider, person: Person, messages: number): Promise<Resync> {
  const mailbox = join(provider.servers.dovecot.directory, 'home', person.userName, 'mdbox');
  const withheld = await startDebianProvider({
    people: [person],
    sending: false,
    dovecotExtra: `${likeOutlook}\nmail_location = mdbox:${mailbox}\n`,
  });
  try {
    const condstore = await measure(provider, person, 'condstore');
    const flags = await measure(withheld, person, 'flags');
    return {
      messages,
      condstoreMs: round(condstore.nothing.wall),
      condstoreCpuMs: round(condstore.nothing.cpu),
      condstoreConnectMs: round(condstore.connect.wall),
      flagDiffCpuMs: round(flags.nothing.cpu),
      flagDiffMs: round(flags.nothing.wall),
      imapflowFlagDiffCpuMs: round((await imapflowFlags(withheld, person)).cpu),
      mixedMs: round(condstore.mixed.wall),
      mixedCpuMs: round(condstore.mixed.cpu),
      mixedFlagDiffMs: round(flags.mixed.wall),
      mixedFlagDiffCpuMs: round(flags.mixed.cpu),
    };
  } finally {
    await withheld.close();
  }
}

async function measure(provider: DebianProvider, person: Person, kind: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-resync-'));
  const store = await openStore({
    file: join(dataDir, 'mailroom.db'),
    dataDir,
    secretKey: '00'.repeat(32),
    clock: { now: () => new Date() },
    log: silent,
  });
  const session = await open(provider, person);
  try {
    const context = await pullContext(store, session);
    console.error(`first pull, ${kind}`);
    await pass(context);
    const nothing: Cost[] = [];
    const mixed: Cost[] = [];
    const connect: Cost[] = [];
    for (let at = 0; at < rounds; at += 1) {
      nothing.push(await costOf(() => pass(context)));
      connect.push(
        await costOf(async () => {
          const again = await open(provider, person);
          await pass({ ...context, session: again });
          await again.close();
        }),
      );
      await disturb(provider, person, at);
      mixed.push(await costOf(() => pass(context)));
    }
    const of = (costs: readonly Cost[]): Cost => ({
      wall: median(costs.map(({ wall }) => wall)),
      cpu: median(costs.map(({ cpu }) => cpu)),
    });
    return { nothing: of(nothing), mixed: of(mixed), connect: of(connect) };
  } finally {
    await session.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function pass(context: PullContext): Promise<void> {
  await pullFolders(context, await pullFolderList(context));
}

async function pullContext(store: Store, session: ImapSession): Promise<PullContext> {
  const server = { host: 'localhost', port: 993, security: 'tls', user: 'ada', password: 'x' } as const;
  const account = await store.passwordMailboxes.create('ada', {
    address: 'ada@practice.test',
    name: 'Ada',
    imap: server,
    smtp: server,
  });
  await store.accounts.start(await store.scopeOf({ id: 'ada', role: 'member' }), account.id, {
    kind: 'everything',
  });
  return {
    accountId: account.id,
    syncSince: null,
    session,
    mail: store.ports.mail,
    progress: { begin: () => undefined, advance: () => undefined },
    clock: systemClock,
    log: silent,
  };
}

function open(provider: DebianProvider, { userName, password }: Person): Promise<ImapSession> {
  return openImap({
    server: { host: 'localhost', port: provider.servers.dovecot.imapsPort, security: 'tls' },
    user: userName,
    secret: { password },
    tls: { ca: [provider.caPem] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock: systemClock,
    log: silent,
  });
}

function imapflow(provider: DebianProvider, { userName, password }: Person): ImapFlow {
  return new ImapFlow({
    host: 'localhost',
    port: provider.servers.dovecot.imapsPort,
    secure: true,
    auth: { user: userName, pass: password },
    tls: { ca: [provider.caPem] },
    logger: false,
    disableCompression: true,
  });
}

/** Another client: spreads 1,000 changes of flags over the inbox, removes 100 messages and delivers 100. */
async function disturb(provider: DebianProvider, person: Person, round: number): Promise<void> {
  const client = imapflow(provider, person);
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    const uids = await client.search({ all: true }, { uid: true });
    if (!uids) throw new Error('the inbox could not be read');
    const step = Math.floor(uids.length / 1_100);
    const some = uids.filter((_, at) => at % step === round % step).slice(0, 1_100);
    const [gone, changed] = [some.slice(0, 100), some.slice(100)];
    await client.messageDelete(gone.join(','), { uid: true });
    const keyword = [`round${round}`];
    await client.messageFlagsAdd(changed.join(','), keyword, { uid: true });
    for (let at = 0; at < 100; at += 1) {
      await client.append(
        'INBOX',
        `From: bob@example.org\r\nTo: ada@practice.test\r\nSubject: New ${round} ${at}\r\nMessage-ID: <${round}.${at}.${Date.now()}@example.org>\r\n\r\nHello\r\n`,
      );
    }
  } finally {
    await client.logout();
  }
}

async function imapflowFlags(provider: DebianProvider, person: Person): Promise<Cost> {
  const client = imapflow(provider, person);
  await client.connect();
  try {
    const folders = (await client.list()).filter(({ flags }) => !flags.has('\\Noselect'));
    const costs: Cost[] = [];
    for (let at = 0; at < rounds; at += 1) {
      costs.push(
        await costOf(async () => {
          for (const { path } of folders) {
            await client.mailboxOpen(path);
            await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true });
          }
        }),
      );
    }
    return { wall: median(costs.map(({ wall }) => wall)), cpu: median(costs.map(({ cpu }) => cpu)) };
  } finally {
    await client.logout();
  }
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

const systemClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('nothing here waits')),
};
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
