/**
 * The rehearsal: everything that Mailroom will do with a mailbox, once, for one that is linked. Refresh, permissions, IMAP with its
 * folders, and SMTP up to the point where a message would follow. The two halves are tried apart, so that it shows which one fails.
 */

import type { CheckId, MailHost } from '@mailroom/model';
import { asFailure, type Failure } from '@mailroom/model';
import { imapQuirks, openImap } from '../../provider/imap/index.ts';
import { exchangeScopes } from '../../provider/oauth2/microsoft.ts';
import { checkSmtp, smtpCheckTimeouts } from '../../provider/smtp/index.ts';
import type { DoctorDeps, DoctorTarget, Verdict } from '../target.ts';
import { fault, right, skipped, verdictOf } from '../verdict.ts';

/** A mailbox that its owner lets the doctor try. */
export interface RehearsedMailbox {
  address: string;
  /** Login names to try, best first. */
  imapUsers: readonly string[];
  smtpUsers: readonly string[];
  /**
   * Refreshes the token now, keeps what the provider rotated, and answers the new one.
   * @throws Failure
   */
  renew(): Promise<{ accessToken: string; scope: string }>;
}

export type RehearsalId = Extract<CheckId, `rehearsal-${string}`>;
export type RehearsalVerdicts = Record<RehearsalId, Verdict>;

/** A provider app's hosts come from the administrator, who may well name one inside. */
const policy = { allowPrivate: true };

const asking = ({ app }: DoctorTarget) => ({
  refresh: `POST ${app.cloud.authority}/${app.tenant}/oauth2/v2.0/token grant_type=refresh_token`,
  scopes: exchangeScopes(app.cloud).join(' '),
  imap: `imaps://${app.cloud.imap.host}:${app.cloud.imap.port} AUTHENTICATE XOAUTH2`,
  folders: `imaps://${app.cloud.imap.host}:${app.cloud.imap.port} LIST`,
  smtp: `smtp://${app.cloud.smtp.host}:${app.cloud.smtp.port} AUTH XOAUTH2`,
});

/** Every verdict of the rehearsal as "not made". */
export function notRehearsed(
  target: DoctorTarget,
  reason: 'no-mailbox-chosen' | 'earlier-step-failed',
): RehearsalVerdicts {
  const asked = asking(target);
  return {
    'rehearsal-refresh': skipped(asked.refresh, reason),
    'rehearsal-scopes': skipped(asked.scopes, reason),
    'rehearsal-imap': skipped(asked.imap, reason),
    'rehearsal-folders': skipped(asked.folders, reason),
    'rehearsal-smtp': skipped(asked.smtp, reason),
  };
}

export async function rehearse(
  mailbox: RehearsedMailbox,
  target: DoctorTarget,
  deps: DoctorDeps,
  signal: AbortSignal,
): Promise<RehearsalVerdicts> {
  const asked = asking(target);
  const rest = notRehearsed(target, 'earlier-step-failed');
  let accessToken: string;
  let scope: string;
  try {
    ({ accessToken, scope } = await mailbox.renew());
  } catch (thrown) {
    const failure = asFailure(thrown);
    // The refresh itself was answered; what the answer lacks is a permission.
    if (failure.kind === 'scope-missing' && failure.detail.missing !== undefined) {
      const missing = verdictOf(asked.scopes, failure);
      return { ...rest, 'rehearsal-refresh': right(asked.refresh, 'HTTP 200'), 'rehearsal-scopes': missing };
    }
    return { ...rest, 'rehearsal-refresh': verdictOf(asked.refresh, failure) };
  }
  const [imap, smtp] = await Promise.all([
    rehearseImap(mailbox, accessToken, target, deps, signal),
    rehearseSmtp(mailbox, accessToken, target, deps),
  ]);
  return {
    'rehearsal-refresh': right(asked.refresh, 'HTTP 200'),
    'rehearsal-scopes': judgeScopes(asked.scopes, scope, target),
    ...imap,
    'rehearsal-imap': blameImapSwitch(imap['rehearsal-imap'], smtp),
    'rehearsal-smtp': smtp,
  };
}

/**
 * Mail permissions are spelt with their resource in front. Short names, and those of Microsoft Graph, are granted as well, for a
 * token that Exchange then refuses ("Authenticate an IMAP, POP or SMTP connection using OAuth").
 */
function judgeScopes(asked: string, granted: string, { app }: DoctorTarget): Verdict {
  const graph = granted
    .split(/\s+/)
    .filter((scope) => /^https:\/\/[\w.-]*graph\.[\w.]+\/(?:IMAP|SMTP)\./i.test(scope));
  if (graph.length === 0) return right(asked, granted);
  const detail = { missing: app.cloud.scopePrefix };
  return fault({ asked, answered: granted, finding: 'token-for-other-resource', detail });
}

/**
 * Exchange says `AUTHENTICATE failed` for a bad token and for IMAP that is switched off alike. A token that SMTP has just taken
 * is not bad, both want one for the same resource.
 */
function blameImapSwitch(imap: Verdict, smtp: Verdict): Verdict {
  if (imap.finding !== 'imap-token-refused' || smtp.state !== 'right') return imap;
  return { ...imap, finding: 'imap-switched-off' };
}

async function rehearseImap(
  { address, imapUsers }: RehearsedMailbox,
  accessToken: string,
  target: DoctorTarget,
  { clock, log, ca }: DoctorDeps,
  signal: AbortSignal,
): Promise<Pick<RehearsalVerdicts, 'rehearsal-imap' | 'rehearsal-folders'>> {
  const asked = asking(target);
  const server = target.app.cloud.imap;
  const loggedIn = await asAny(imapUsers, (user) =>
    openImap({
      server,
      user,
      secret: { accessToken },
      tls: { ca },
      egress: policy,
      quirks: imapQuirks({ provider: 'microsoft' }, server.host),
      clock,
      log,
      signal,
    }),
  );
  if ('failure' in loggedIn) {
    return {
      'rehearsal-imap': about(verdictOf(asked.imap, loggedIn.failure, 'imap'), server, address),
      'rehearsal-folders': skipped(asked.folders, 'earlier-step-failed'),
    };
  }
  const session = loggedIn.value;
  try {
    const folders = await session.listFolders();
    const detail = { folders: String(folders.length) };
    const told = about(right(asked.imap, `OK ${loggedIn.user}`), server, address);
    return {
      'rehearsal-imap': told,
      'rehearsal-folders':
        folders.length > 0
          ? right(asked.folders, String(folders.length), detail)
          : about(
              fault({ asked: asked.folders, answered: '0', finding: 'imap-mailbox-not-reachable' }),
              server,
              address,
            ),
    };
  } catch (thrown) {
    const verdict = verdictOf(asked.folders, asFailure(thrown), 'imap');
    return {
      'rehearsal-imap': about(right(asked.imap, `OK ${loggedIn.user}`), server, address),
      'rehearsal-folders': about(verdict, server, address),
    };
  } finally {
    await session.close();
  }
}

async function rehearseSmtp(
  { address, smtpUsers }: RehearsedMailbox,
  accessToken: string,
  target: DoctorTarget,
  { ca }: DoctorDeps,
): Promise<Verdict> {
  const { smtp: asked } = asking(target);
  const server = target.app.cloud.smtp;
  const loggedIn = await asAny(smtpUsers, (user) =>
    checkSmtp(server, { kind: 'token', user, accessToken }, { policy, ...smtpCheckTimeouts, ca }),
  );
  const verdict =
    'failure' in loggedIn ? verdictOf(asked, loggedIn.failure, 'smtp') : right(asked, `235 ${loggedIn.user}`);
  return about(verdict, server, address);
}

/** What the sentences interpolate about a half. */
function about(verdict: Verdict, { host, port }: MailHost, mailbox: string): Verdict {
  return { ...verdict, detail: { host, port: String(port), mailbox, ...verdict.detail } };
}

/** Tries the login names in order; the first one's refusal stands, the others are guesses. */
async function asAny<Value>(
  users: readonly string[],
  logIn: (user: string) => Promise<Value>,
): Promise<{ user: string; value: Value } | { failure: Failure }> {
  let first: Failure | null = null;
  for (const user of users) {
    try {
      return { user, value: await logIn(user) };
    } catch (thrown) {
      const failure = asFailure(thrown);
      first ??= failure;
      if (failure.kind !== 'login-refused' && failure.kind !== 'mailbox-not-reachable') break;
    }
  }
  return { failure: first ?? asFailure(new Error('The mailbox has no login name')) };
}
