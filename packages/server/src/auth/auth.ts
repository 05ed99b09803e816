/** People, passwords and sessions: better-auth on the database of the store, with only the few parts of it that Mailroom uses. */
import { passwordMaxLength, passwordMinLength } from '@mailroom/model';
import type { Tables } from '@mailroom/store/database/tables';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { identitySignInPlugin } from './identity-sign-in-plugin.ts';
import type { LaterAuth } from './later-parts.ts';
import { laterTables } from './later-tables.ts';
import { networkHeader } from './request-headers.ts';
import { secondFactorPlugin } from './second-factor-plugin.ts';

const authPath = '/api/auth';
export const signInPath = `${authPath}/sign-in/email`;
export const signOutPath = `${authPath}/sign-out`;

export interface AuthOptions {
  database: { db: Kysely<Tables>; type: 'sqlite' };
  /** Signs session cookies. */
  secret: Buffer;
  baseUrl: string;
  log: Logger;
}

/** better-auth writes its own words and arguments; only the words are taken into the log, arguments may hold a person's data. */
function authLog(log: Logger): BetterAuthOptions['logger'] {
  return {
    level: 'warn',
    log: (level, message) => {
      if (level === 'error') log.error({}, message);
      else log.warn({}, message);
    },
  };
}

/** Whatever somebody signs in with, this is where their session begins: one who was deactivated gets none. */
async function isActive(db: Kysely<Tables>, personId: string): Promise<boolean> {
  const active = await db
    .selectFrom('auth_people')
    .select('id')
    .where('id', '=', personId)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  return active !== undefined;
}

/** The options of every part: what is loaded later works on the same tables, secret and cookies. */
export function authOptions({ database, secret, baseUrl, log }: AuthOptions) {
  return {
    appName: 'Mailroom',
    database,
    secret: secret.toString('base64'),
    baseURL: baseUrl,
    basePath: authPath,
    logger: authLog(log),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordMinLength,
      maxPasswordLength: passwordMaxLength,
    },
    user: {
      modelName: 'auth_people',
      additionalFields: {
        role: { type: 'string', required: true, input: false, defaultValue: 'member' },
        locale: { type: 'string', required: false, input: false },
        timeZone: { type: 'string', required: false, input: false },
        theme: { type: 'string', required: true, input: false, defaultValue: 'auto' },
        deactivatedAt: { type: 'date', required: false, input: false },
      },
    },
    // Whether somebody is still who signed in is asked in proof.ts.
    session: { modelName: 'auth_sessions', freshAge: 0 },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => isActive(database.db, userId) } },
    },
    account: { modelName: 'auth_credentials' },
    // What a link or a cookie holds cannot be read from the database.
    verification: { modelName: 'auth_verifications', storeIdentifier: 'hashed' as const },
    plugins: [secondFactorPlugin(), identitySignInPlugin(), laterTables] as const,
    // Limits and the same-site check are the web server's, in one place for every route.
    rateLimit: { enabled: false },
    advanced: {
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [networkHeader] },
      cookiePrefix: 'mailroom',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  } satisfies BetterAuthOptions;
}

function create(options: ReturnType<typeof authOptions>) {
  let later: Promise<LaterAuth> | undefined;
  return Object.assign(betterAuth({ ...options, plugins: [...options.plugins] }), {
    /** With the parts that make passkeys and API keys. */
    later: (): Promise<LaterAuth> =>
      (later ??= import('./later-parts.ts').then(({ laterParts }) => laterParts(options))),
  });
}

export type Auth = ReturnType<typeof create>;

/** Brings better-auth's tables up to date, then answers it. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const configuration = authOptions(options);
  const { runMigrations } = await getMigrations({ ...configuration, plugins: [...configuration.plugins] });
  await runMigrations();
  return create(configuration);
}
