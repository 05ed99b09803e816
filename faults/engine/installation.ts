/** Mailroom itself as a schedule runs it: the engine on a store in a file, with one account, and a process that can die. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@mailroom/engine';
import type { AccountStatus } from '@mailroom/engine/ports/index';
import { silentLog } from '@mailroom/engine/testing/silent-log';
import type { Account, IntentInput } from '@mailroom/model';
import type { Person } from '@mailroom/rig/identity/index';
import { type MailScope, openStore, type Store } from '@mailroom/store';
import type { MailServer } from '../server/mail-server.ts';
import { ScheduleClock } from './clock.ts';
import type { SignIn } from './sign-in.ts';
import { StoreFaults } from './store-faults.ts';

const owner = 'ada';
const secretKey = '42'.repeat(32);
const host = 'localhost';
/** Short beside those that people meet, so that a stall costs seconds and not a minute; long enough for a machine that is busy. */
const deadlines = {
  connectMilliseconds: 3_000,
  loginMilliseconds: 3_000,
  stallMilliseconds: 2_000,
  commandMilliseconds: 15_000,
};
/** Folders without a notice of their own are looked at this often, by the clock that the schedule moves. */
export const pollMilliseconds = 30_000;

/** How the account signs in: by password, or as somebody at the practice sign-in. */
export interface Grant {
  signIn: SignIn;
  person: Person;
}

export interface InstallationOptions {
  server: MailServer;
  /** Undefined: by password. */
  grant: Grant | undefined;
  /** Jitter of the back-off, as `Math.random`. */
  random: () => number;
}

export class Installation {
  readonly clock: ScheduleClock;
  readonly store: Store;
  readonly scope: MailScope;
  readonly accountId: string;
  /** Every state the account was in, oldest first. */
  readonly states: AccountStatus[] = [];
  faults = new StoreFaults();
  /** Whether a grant ended in this schedule, so that the owner is rightly asked to connect again. */
  mayAskItsOwner = false;
  readonly #server: MailServer;
  readonly #grant: Grant | undefined;
  readonly #random: () => number;
  readonly #directory: string;
  #engine: Engine | undefined;
  #newMessagesOfTheDead = 0;

  private constructor(
    options: InstallationOptions,
    made: { clock: ScheduleClock; store: Store; scope: MailScope; account: Account; directory: string },
  ) {
    this.#server = options.server;
    this.#grant = options.grant;
    this.#random = options.random;
    this.#directory = made.directory;
    this.clock = made.clock;
    this.store = made.store;
    this.scope = made.scope;
    this.accountId = made.account.id;
  }

  static async open(options: InstallationOptions): Promise<Installation> {
    const { server, grant } = options;
    const clock = new ScheduleClock(new Date());
    const directory = await mkdtemp(join(tmpdir(), 'mailroom-schedule-'));
    const imap = { host, port: server.line.port, security: 'tls' as const };
    const cloud = grant?.signIn.cloud(imap);
    const store = await openStore({
      file: join(directory, 'mailroom.db'),
      dataDir: directory,
      secretKey,
      clock,
      log: silentLog,
      ...(cloud ? { clouds: [cloud] } : {}),
    });
    const account = grant
      ? await linkSignedIn(store, server, grant, clock)
      : await store.passwordMailboxes.create(owner, {
          address: server.address,
          name: 'Ada',
          imap: { ...imap, user: server.address, password: server.secret },
          smtp: { host, port: 1, security: 'tls', user: server.address, password: server.secret },
        });
    await store.accounts.start(await store.scopeOf({ id: owner, role: 'member' }), account.id, {
      kind: 'everything',
    });
    const scope = await store.scopeOf({ id: owner, role: 'member' });
    return new Installation(options, { clock, store, scope, account, directory });
  }

  /** Messages stored as new ones since the start, whatever died meanwhile. */
  get newMessages(): number {
    return this.#newMessagesOfTheDead + this.faults.newMessages;
  }

  /** Grows whenever the engine asks its store for something, and when it is answered. */
  get calls(): number {
    return this.faults.calls;
  }

  get status(): AccountStatus | undefined {
    return this.states.at(-1);
  }

  /** A process starts: the engine with threads of its own. */
  async startProcess(): Promise<void> {
    this.faults = new StoreFaults((status) => this.states.push(status));
    const { blobs, ...ports } = this.store.ports;
    const engine = createEngine({
      ports: { ...this.faults.watch(ports), blobs, clock: this.clock, log: silentLog },
      options: {
        ca: [this.#server.caPem],
        egress: { allowPrivate: true },
        parserThreads: 1,
        pollIntervalMilliseconds: pollMilliseconds,
        deadlines,
        random: this.#random,
      },
    });
    this.#engine = engine;
    await engine.start();
  }

  /** The process dies at once, and nothing of it reaches the store or the server any more. Another one starts. */
  async restartProcess(): Promise<void> {
    this.faults.die();
    this.#newMessagesOfTheDead += this.faults.newMessages;
    await this.#engine?.stop();
    await this.startProcess();
  }

  syncNow(): void {
    this.#engine?.syncNow(this.accountId);
  }

  /** What the owner asks for on the screen. */
  async ask(intent: IntentInput): Promise<void> {
    await this.store.intents.create(this.scope, intent);
    this.faults.expectIntents();
    this.#engine?.wakeIntents(this.accountId);
  }

  /** The owner signs in again, with another password where there is one. */
  async reconnect(password: string): Promise<void> {
    if (this.#grant) await linkSignedIn(this.store, this.#server, this.#grant, this.clock, this.accountId);
    else
      await this.store.passwordMailboxes.savePasswords(
        await this.store.scopeOf({ id: owner, role: 'member' }),
        this.accountId,
        { imap: password, smtp: password },
      );
    this.#engine?.accountChanged(this.accountId);
  }

  async close(): Promise<void> {
    await this.#engine?.stop();
    await this.store.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

async function linkSignedIn(
  store: Store,
  { address, line }: MailServer,
  { signIn, person }: Grant,
  clock: ScheduleClock,
  reconnected: string | null = null,
): Promise<Account> {
  const { tenant, clientId, clientSecret } = signIn.app;
  const scope = await store.scopeOf({ id: owner, role: 'member' });
  const [known] = await store.providerApps.list();
  const app =
    known ??
    (await store.providerApps.create(scope, {
      provider: 'microsoft',
      name: 'Practice',
      access: 'people',
      cloudId: 'practice',
      tenant,
      clientId,
      credential: { kind: 'secret', value: clientSecret, expires: null },
    }));
  const cloud = signIn.cloud({ host, port: line.port, security: 'tls' });
  const tokens = await signIn.signIn(person, cloud, () => clock.now());
  return store.signedInMailboxes.save(scope, {
    providerAppId: app.id,
    providerKey: person.id,
    address,
    signedInAs: null,
    name: 'Ada',
    loginNames: [address],
    tokens,
    accountId: reconnected,
  });
}
