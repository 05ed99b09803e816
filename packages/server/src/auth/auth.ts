/** People, passwords and sessions: better-auth on the database of the store, with only the few parts of it that Mailroom uses. */
import { passwordMaxLength, passwordMinLength } from '@mailroom/model';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type { Logger } from 'pino';

const authPath = '/api/auth';
export const signInPath = `${authPath}/sign-in/email`;
export const signOutPath = `${authPath}/sign-out`;

export interface AuthOptions {
  database: NonNullable<BetterAuthOptions['database']>;
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

function authOptions({ database, secret, baseUrl, log }: AuthOptions) {
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
        theme: { type: 'string', required: true, input: false, defaultValue: 'auto' },
      },
    },
    session: { modelName: 'auth_sessions' },
    account: { modelName: 'auth_credentials' },
    verification: { modelName: 'auth_verifications' },
    // Limits and the same-site check are the web server's, in one place for every route.
    rateLimit: { enabled: false },
    advanced: {
      disableCSRFCheck: true,
      cookiePrefix: 'mailroom',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  } satisfies BetterAuthOptions;
}

function create(options: ReturnType<typeof authOptions>) {
  return betterAuth(options);
}

export type Auth = ReturnType<typeof create>;

/** Brings better-auth's tables up to date, then answers it. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const configuration = authOptions(options);
  const { runMigrations } = await getMigrations(configuration);
  await runMigrations();
  return create(configuration);
}
