/** Runs every check of an examination at once, each with a deadline of its own, and lets no secret through. */
import { asFailure, type CheckId, type CheckResult, checkId } from '@mailroom/model';
import { entryById, whereLink } from '@mailroom/model/catalogue/index';
import { authority } from './authority.ts';
import { clock } from './clock.ts';
import { imapServer } from './imap-server.ts';
import { ownAddress } from './own-address.ts';
import { registration } from './registration.ts';
import { notRehearsed, type RehearsedMailbox, rehearse } from './rehearsal/rehearse.ts';
import { secret } from './secret.ts';
import { secretExpiry } from './secret-expiry.ts';
import { signIn } from './sign-in.ts';
import { smtpServer } from './smtp-server.ts';
import type { Check, DoctorDeps, DoctorTarget, Verdict } from './target.ts';
import { verdictOf } from './verdict.ts';
import { withoutSecrets } from './without-secrets.ts';

const checks: readonly Check[] = [
  ownAddress,
  clock,
  authority,
  registration,
  secret,
  secretExpiry,
  signIn,
  imapServer,
  smtpServer,
];

export interface DoctorOptions {
  /** Milliseconds for each check; the rehearsal, with its several logins, has three times as long. */
  deadline?: number;
}

const standardDeadline = 20_000;

/**
 * @param mailbox for the rehearsal; null leaves it out.
 * @returns one result per check, in the order of `checkId`. Never throws: what a check could not do is its answer.
 */
export async function examine(
  target: DoctorTarget,
  mailbox: RehearsedMailbox | null,
  deps: DoctorDeps,
  { deadline = standardDeadline }: DoctorOptions = {},
): Promise<CheckResult[]> {
  const [single, rehearsed] = await Promise.all([
    Promise.all(
      checks.map(async (check) => {
        return [check.id, await settled(check, target, deps, deadline)] as const;
      }),
    ),
    mailbox === null
      ? notRehearsed(target, 'no-mailbox-chosen')
      : rehearse(mailbox, target, deps, AbortSignal.timeout(deadline * 3)),
  ]);
  const verdicts = { ...Object.fromEntries(single), ...rehearsed } as Record<CheckId, Verdict>;
  const results = checkId.options.map((id) => present(id, verdicts[id], target));
  return results.map((result) => withoutSecrets(result, [target.app.clientSecret]));
}

/** A check's answer, also where it has none. */
async function settled(
  check: Check,
  target: DoctorTarget,
  deps: DoctorDeps,
  deadline: number,
): Promise<Verdict> {
  try {
    return await check.examine(target, deps, AbortSignal.timeout(deadline));
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'unexpected')
      deps.log.error({ check: check.id, err: failure.cause }, 'a check failed');
    return verdictOf(check.about(target), failure);
  }
}

/** With what every sentence may interpolate, and the page where it is mended. */
function present(id: CheckId, verdict: Verdict, { app, redirectUri, own }: DoctorTarget): CheckResult {
  const place = verdict.finding === null ? null : (entryById(verdict.finding)?.where ?? null);
  const registered = { authority: app.cloud.authority, tenant: app.tenant, clientId: app.clientId };
  return {
    id,
    ...verdict,
    detail: {
      clientId: app.clientId,
      tenant: app.tenant,
      redirectUri,
      address: own.address,
      ...verdict.detail,
    },
    where: place === null ? null : whereLink(place, registered),
  };
}
