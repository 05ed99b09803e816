/**
 * The composition of the running product, in the order things are needed:
 *
 * settings → data directory → secret key → store → people and sessions → engine thread → web server → address, set-up link
 */
import { fileURLToPath } from 'node:url';
import type { Clock } from '@mailroom/engine/ports/index';
import { credentialJournal, identityProviders, signInClient } from '@mailroom/engine/provider/oauth2/index';
import { oauthCallbackPath } from '@mailroom/model/api/index';
import { purposeKey } from '@mailroom/store';
import { openDatabase } from '@mailroom/store/database/open';
import type { Logger } from 'pino';
import { askOwnerBy } from '../alerts/ask-owner.ts';
import { AlertWatch } from '../alerts/watch.ts';
import { createAuth } from '../auth/auth.ts';
import { AttemptCookie } from '../auth/identity/attempt-cookie.ts';
import { Connections } from '../auth/identity/connections.ts';
import { IdentitySignIn } from '../auth/identity/identity-sign-in.ts';
import { openIdSettings } from '../auth/identity/openid-settings.ts';
import { Keys } from '../auth/keys.ts';
import { KnownBrowsers } from '../auth/known-browser.ts';
import { Passkeys } from '../auth/passkeys.ts';
import { PendingSignIns } from '../auth/pending-sign-ins.ts';
import { People } from '../auth/people.ts';
import { Proof } from '../auth/proof.ts';
import { Recovery } from '../auth/recovery.ts';
import { SecondFactors } from '../auth/second-factors.ts';
import { SessionList } from '../auth/session-list.ts';
import { Sessions } from '../auth/sessions.ts';
import { SetupLink } from '../auth/setup-link.ts';
import { loadSecretKey } from '../config/secret-key.ts';
import type { Settings } from '../config/settings.ts';
import { type DiscoveryWorld, discovererOf } from '../discovery/discover-address.ts';
import { InlineTokens } from '../display/inline-token.ts';
import { Doctor } from '../doctor/doctor.ts';
import { installationMark } from '../doctor/installation.ts';
import { Nightly } from '../doctor/nightly.ts';
import { EngineThread } from '../engine-thread/engine-thread.ts';
import { Wake } from '../engine-thread/wake.ts';
import { type ReadDisk, readDisk } from '../health/disk.ts';
import { Health } from '../health/health.ts';
import { createApp } from '../http/app.ts';
import { createLog } from '../http/log.ts';
import { requireWebApp } from '../http/web-app.ts';
import { alertLooks } from '../jobs/alert-looks.ts';
import { announcements } from '../jobs/announcements.ts';
import { departuresKept } from '../jobs/departures-kept.ts';
import { ownersTold } from '../jobs/owners-told.ts';
import { Upkeep } from '../jobs/upkeep.ts';
import { ChangeWatch } from '../live/change-watch.ts';
import { Followers } from '../live/followers.ts';
import { OpenAnswers } from '../live/open-answers.ts';
import { ownMail } from '../mail/own-mail.ts';
import { Metrics } from '../metrics/metrics.ts';
import { NoticeAnnouncer } from '../notices/announcer.ts';
import { configuredClouds } from '../provider-apps/clouds.ts';
import type { Services } from '../services.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { readExtraCa } from './extra-ca.ts';
import { holdDataDirectory } from './hold-data-directory.ts';
import { closeApp, listen } from './listen.ts';
import { databaseFile, openStoreOrRefuse } from './open-store.ts';
import { systemClock } from './system-clock.ts';
import { waitForLocks } from './wait-for-locks.ts';

export interface RunningServer {
  /** Public address, without a trailing slash. */
  address: string;
  /** The port it listens on, which is another than the public address has behind a reverse proxy. */
  port: number;
  /** Where the first administrator is created; null when there is one. Good once, and only until the next start. */
  setupLink: string | null;
  /** Ends requests, live streams, sends under way and accounts, and closes the store. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Takes the log instead of standard output. */
  log?: Logger;
  /** The program of the engine's thread, instead of the engine. */
  engineProgram?: URL;
  /** The built web app; null serves the API alone. By default what `npm run build` made. */
  webDirectory?: string | null;
  /** This machine's time, for everything in this thread that waits or judges by it. */
  clock?: Clock;
  /** How much room is left, instead of what this machine says. */
  readDisk?: ReadDisk;
  /** What discovery asks, instead of the world outside. */
  discoveryWorld?: DiscoveryWorld;
  /** Lets everybody ask as often as they like. */
  unlimited?: boolean;
}

const builtWebApp = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Things to undo, in reverse order: a start that fails half-way must leave nothing behind. */
class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  /** Every step is tried, whatever another does; then the first failure is thrown. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) await step().catch((thrown) => failures.push(thrown));
    if (failures.length > 0) throw failures[0];
  }
}

/** @throws StartProblem for what an operator can mend. */
export async function startServer(settings: Settings, options: StartOptions = {}): Promise<RunningServer> {
  const undo = new Undo();
  try {
    return await start(settings, options, undo);
  } catch (thrown) {
    await undo.run().catch(() => undefined);
    throw thrown;
  }
}

async function start(settings: Settings, options: StartOptions, undo: Undo): Promise<RunningServer> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog({ level: settings.logLevel });
  const webDirectory = options.webDirectory === undefined ? builtWebApp : options.webDirectory;
  if (webDirectory !== null) await requireWebApp(webDirectory);
  const extraCa = await readExtraCa(settings.extraCaFile);
  const mail = ownMail(settings, extraCa);

  const dataDir = await prepareDataDirectory(settings.dataDir);
  const release = holdDataDirectory(dataDir);
  undo.add(async () => release());
  const secretKey = await loadSecretKey({
    dataDir,
    databaseFile: databaseFile(dataDir),
    setting: settings.secretKey,
  });
  const clouds = configuredClouds(settings);
  const { federatedTokenFile } = settings;
  const followers = new Followers();
  const openAnswers = new OpenAnswers(systemClock);
  const watch = new ChangeWatch(() => store.changes.latest(), followers, log);
  const changed = () => watch.look();
  const store = await openStoreOrRefuse({
    dataDir,
    secretKey,
    clouds,
    federatedTokenFile,
    clock,
    log,
    changed,
  });
  undo.add(() => store.close());

  let port = settings.port;
  const address = () => settings.baseUrl ?? `http://localhost:${port}`;
  const authDatabase = openDatabase(databaseFile(dataDir));
  undo.add(() => authDatabase.destroy());
  await waitForLocks(authDatabase);
  const auth = await createAuth({
    database: { db: authDatabase, type: 'sqlite' },
    secret: purposeKey(secretKey, 'mailroom/server/sessions/1'),
    baseUrl: address(),
    log,
  });
  const people = new People(auth);
  const sessionList = new SessionList(auth, followers);
  const passkeys = new Passkeys({ auth, address });
  const { usedCodes } = store;
  const signInPolicy = async () => (await store.organisation.policy()).signIn;
  const recovery = new Recovery({
    auth,
    people,
    sessions: sessionList,
    audit: store.audit,
    mail,
    address,
    locale: async () => (await store.organisation.policy()).locale ?? 'en',
    log,
  });
  undo.add(() => recovery.settled());
  const identitySignIn = new IdentitySignIn({
    auth,
    store,
    client: signInClient({ clock }),
    cookie: new AttemptCookie(purposeKey(secretKey, 'mailroom/server/provider-sign-in/1'), () =>
      address().startsWith('https:'),
    ),
    connections: new Connections(auth),
    openId: openIdSettings(settings),
    allowed: async () => (await signInPolicy()).methods,
    address,
  });
  const setup = (await people.areNone()) ? SetupLink.create() : null;

  const engine = new EngineThread({
    settings: {
      dataDir,
      secretKey,
      clouds,
      federatedTokenFile,
      blobLimit: settings.attachmentCacheMib * 1024 * 1024,
      bucket: settings.bucket,
      allowPrivateHosts: settings.allowPrivateHosts,
      extraCa,
      pollMinutes: settings.pollMinutes,
      logLevel: log.level,
    },
    log: log.child({ thread: 'engine' }),
    changed,
    program: options.engineProgram,
  });
  undo.add(() => engine.stop());
  const identity = identityProviders({
    clock: systemClock,
    judged: credentialJournal({ credentials: store.ports.credentials, clock: systemClock, log }),
  });
  const redirectUri = () => `${address()}${oauthCallbackPath}`;
  const installation = installationMark(secretKey);
  const doctor = new Doctor({
    store,
    identity,
    clock: systemClock,
    log,
    extraCa,
    installation,
    address,
    redirectUri,
  });
  const health = new Health({ store, engine, readDisk: options.readDisk ?? readDisk, dataDir, clock });
  const services: Services = {
    settings,
    log,
    store,
    people,
    sessions: new Sessions(auth, authDatabase, address),
    sessionList,
    keys: new Keys(auth, authDatabase),
    knownBrowsers: new KnownBrowsers(purposeKey(secretKey, 'mailroom/server/known-browsers/1'), () =>
      address().startsWith('https:'),
    ),
    passkeys,
    secondFactors: new SecondFactors({ auth, passkeys, usedCodes, address }),
    pendingSignIns: new PendingSignIns({ auth, passkeys, usedCodes, address }),
    proof: new Proof(auth, sessionList),
    recovery,
    identitySignIn,
    signInPolicy,
    setupLink: setup?.link ?? null,
    engine,
    wake: new Wake(engine, log),
    identity,
    clouds,
    followers,
    openAnswers,
    mail,
    inlineTokens: new InlineTokens(purposeKey(secretKey, 'mailroom/server/inline-images/1')),
    doctor,
    discover: discovererOf({ settings, extraCa, log, world: options.discoveryWorld }),
    health,
    metrics: new Metrics({ store, health, streams: () => followers.count }),
    askOwner: askOwnerBy({ store, people, mail, address, log }),
    installation,
    address,
    redirectUri,
  };

  const app = await createApp({ services, webDirectory, unlimited: options.unlimited });
  undo.add(() => closeApp(app));
  port = await listen(app, settings);
  await engine.start();
  watch.start();
  openAnswers.start();
  undo.add(() => openAnswers.stop());
  undo.add(async () => {
    watch.stop();
    followers.closeAll();
  });
  const upkeep = new Upkeep({ ...services, clock });
  upkeep.start();
  undo.add(() => upkeep.stop());

  const announcer = new NoticeAnnouncer({ ...services, mail, clock });
  const announced = announcements({ announcer, clock, log });
  announced.start();
  undo.add(() => announced.stop());

  const looks = alertLooks({ watch: new AlertWatch({ ...services, mail, clock }), clock, log });
  looks.start();
  undo.add(() => looks.stop());

  const told = ownersTold({ ...services, clock: systemClock });
  told.start();
  undo.add(() => told.stop());

  const departures = departuresKept({ ...services, clock });
  departures.start();
  undo.add(() => departures.stop());

  const nightly = new Nightly(doctor, log);
  nightly.start();
  undo.add(() => nightly.stop());

  log.info({ address: address() }, 'listening');
  return {
    address: address(),
    port,
    setupLink: setup ? `${address()}/setup?token=${setup.token}` : null,
    close: () => undo.run(),
  };
}
